import { people } from './routers/people.ts'
import { keys } from './routers/keys.ts'
import { accessibility, contacts } from './routers/contacts.ts'
import { answers } from './routers/answers.ts'
import { audit } from './routers/audit.ts'
import { figures } from './routers/figures.ts'
import { me } from './routers/me.ts'
import { points } from './routers/points.ts'
import { questionnaires } from './routers/questionnaires.ts'
import { settings } from './routers/settings.ts'
import { units } from './routers/units.ts'
import { imports } from './routers/imports.ts'
import { router } from './trpc.ts'

/** Everything the dashboard may ask: one plain object of procedures per area, in routers/<area>.ts. */
export const appRouter = router({ accessibility, answers, audit, contacts, figures, imports, keys, me, people, points, questionnaires, settings, units })
export type AppRouter = typeof appRouter
