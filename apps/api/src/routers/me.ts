import { membershipsOf } from '@kuulolla/services'
import { personalQuery } from '../trpc.ts'

export const me = {
  /** Who is signed in, and the tenants they may enter. */
  session: personalQuery('read-session', async ({ services }, { userId, email, name, twoFactor }) => ({
    userId,
    email,
    name,
    twoFactor,
    /** Where clients reach the surveys, as it stands in QR codes; without a slash at the end. */
    publicUrl: services.publicUrl,
    tenants: await membershipsOf(services, userId),
  })),
}
