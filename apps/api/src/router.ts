import { me } from './routers/me.ts'
import { router } from './trpc.ts'

/** Everything the dashboard may ask: one plain object of procedures per area, in routers/<area>.ts. */
export const appRouter = router({ me })
export type AppRouter = typeof appRouter
