import { personalQuery } from '../trpc.ts'

export const me = {
  /** Who is signed in. */
  session: personalQuery('read-session', (_, person) => Promise.resolve({ userId: person.userId, email: person.email, name: person.name, twoFactor: person.twoFactor })),
}
