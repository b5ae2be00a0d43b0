import { contactCounts, contactRequests, contactStates, memberNames, unitsBelow, type ContactRequest } from '@kuulolla/db'
import { z } from 'zod'
import { handledUnits } from './contact-access.ts'
import { tenantDay } from './tenant-day.ts'
import { UnitId } from './unit-fields.ts'
import { auditedActor, defineVerb } from './verb.ts'

const pageSize = 50

/** Contact requests of the units one handles, the most urgent first, a page at a time; never what stands in them. */
export const listContactRequests = defineVerb({
  name: 'list-contact-requests',
  permission: 'contacts:handle',
  input: z.object({
    state: z.enum([...contactStates, 'unclosed']).default('unclosed'),
    /** With everything below it; null for all that one handles. */
    unitId: UnitId.nullable().default(null),
    mine: z.boolean().default(false),
    after: z.object({ dueOn: z.iso.date(), id: z.uuid() }).nullable().default(null),
  }),
  units: ({ unitId }) => (unitId === null ? [] : [unitId]),
  async run({ tx, actor, now }, { state, unitId, mine, after }) {
    const today = await tenantDay(tx, now())
    const unitIds = unitId === null ? await handledUnits(tx, actor, today) : await unitsBelow(tx, [unitId], today)
    const rows = await contactRequests(tx, {
      states: state === 'unclosed' ? ['open', 'in-progress'] : [state],
      unitIds,
      owner: mine ? auditedActor(actor).actorId : null,
      after,
      limit: pageSize + 1,
    })
    const page = rows.slice(0, pageSize)
    const last = page.at(-1)
    const names = await memberNames(
      tx,
      page.flatMap(({ owner }) => (owner === null ? [] : [owner])),
    )
    return {
      requests: page.map((request) => listed(request, { names, today })),
      counts: await contactCounts(tx, unitIds, today),
      next: rows.length > pageSize && last !== undefined ? { dueOn: last.dueOn, id: last.id } : null,
    }
  },
})

type Listed = Omit<ContactRequest, 'owner'> & { readonly owner: { readonly userId: string; readonly name: string } | null; readonly overdue: boolean }

function listed({ owner, ...request }: ContactRequest, { names, today }: { readonly names: ReadonlyMap<string, string>; readonly today: string }): Listed {
  return {
    ...request,
    owner: owner === null ? null : { userId: owner, name: names.get(owner) ?? '' },
    overdue: request.state !== 'closed' && request.dueOn < today,
  }
}
