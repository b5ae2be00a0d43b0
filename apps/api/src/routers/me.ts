import { membershipsOf } from '@kuulolla/services'
import { personalQuery } from '../trpc.ts'

export const me = {
  /** Who is signed in, and the tenants they may enter. */
  session: personalQuery('read-session', async ({ services }, { userId, email, name, twoFactor }) => ({
    userId,
    email,
    name,
    twoFactor,
    tenants: await membershipsOf(services, userId),
  })),
}
