import { figures } from './routers/figures.ts'
import { me } from './routers/me.ts'
import { points } from './routers/points.ts'
import { questionnaires } from './routers/questionnaires.ts'
import { settings } from './routers/settings.ts'
import { units } from './routers/units.ts'
import { imports } from './routers/imports.ts'
import { router } from './trpc.ts'

/** Everything the dashboard may ask: one plain object of procedures per area, in routers/<area>.ts. */
export const appRouter = router({ figures, me, points, questionnaires, settings, units, imports })
export type AppRouter = typeof appRouter
