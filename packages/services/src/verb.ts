import { DomainError, may, type Actor, type FieldProblem, type Permission } from '@kuulolla/core'
import { inTenant, unitsWithin, writeAudit, type Db, type TenantTransaction } from '@kuulolla/db'
import type { z } from 'zod'
import { tenantDay } from './tenant-day.ts'

/** What the verbs need from outside; made once by each app. */
export type Dependencies = {
  /** As the application role. */
  readonly db: Db
  readonly now: () => Date
}

/** `T` is written into the audit trail as the verb's target and detail: ids and codes, never a person's words or details. */
export type AuditNote = { readonly target: string | null; readonly detail?: Readonly<Record<string, unknown>> }

export type VerbContext<D extends Dependencies> = D & { readonly actor: Actor; readonly tx: TenantTransaction }

type Definition<D extends Dependencies, I extends z.ZodType, O> = {
  /** Verb-noun, as the file is called. */
  readonly name: string
  readonly permission: Permission
  readonly input: I
  /** The units it touches: an actor bound to some units must have them all in its subtrees. */
  readonly units?: (input: z.output<I>) => readonly number[]
  /** For a verb that writes: what stands in the audit trail. A verb without it runs in a read-only transaction. */
  readonly audit?: (input: z.output<I>, output: O) => AuditNote
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable'
  readonly run: (context: VerbContext<D>, input: z.output<I>) => Promise<O>
}

export type Verb<D extends Dependencies = Dependencies, I extends z.ZodType = z.ZodType, O = unknown> = Omit<Definition<D, I, O>, 'run' | 'audit'> & {
  readonly writes: boolean
  readonly call: (dependencies: D, actor: Actor, input: z.input<I>) => Promise<O>
}

export type WritingVerb<D extends Dependencies, I extends z.ZodType, O> = Verb<D, I, O> & { readonly writes: true }
export type ReadingVerb<D extends Dependencies, I extends z.ZodType, O> = Verb<D, I, O> & { readonly writes: false }

/** A verb: authorise → parse → load → core decides → save → audit, in one transaction of the actor's tenant. `run` stands before `audit`, which takes its output. */
export function defineVerb<I extends z.ZodType, O, D extends Dependencies = Dependencies>(
  definition: Definition<D, I, O> & { readonly audit: (input: z.output<I>, output: O) => AuditNote },
): WritingVerb<D, I, O>
export function defineVerb<I extends z.ZodType, O, D extends Dependencies = Dependencies>(
  definition: Definition<D, I, O> & { readonly audit?: never },
): ReadingVerb<D, I, O>
export function defineVerb<I extends z.ZodType, O, D extends Dependencies = Dependencies>(definition: Definition<D, I, O>): Verb<D, I, O> {
  const { run, audit, ...described } = definition
  return {
    ...described,
    writes: audit !== undefined,
    async call(dependencies, actor, raw) {
      authorise(actor, definition.permission)
      const input = parse(definition.input, raw)
      return inTenant(
        dependencies.db,
        actor.tenantId,
        async (tx) => {
          await requireUnits(tx, actor, definition.units?.(input) ?? [], dependencies.now())
          const output = await run({ ...dependencies, actor, tx }, input)
          if (audit !== undefined) {
            const { target, detail = {} } = audit(input, output)
            await writeAudit(tx, { ...auditedActor(actor), verb: definition.name, target, detail })
          }
          return output
        },
        { readOnly: audit === undefined, isolation: definition.isolation ?? 'read committed' },
      )
    },
  }
}

export function authorise(actor: Actor, permission: Permission): void {
  if (!may(actor, permission)) throw new DomainError('forbidden', 'no-permission')
}

/** Parses at the edge; what is wrong comes out as field problems in the catalogue's words. */
export function parse<I extends z.ZodType>(schema: I, raw: unknown): z.output<I> {
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  throw new DomainError('invalid', 'invalid-input', result.error.issues.map(fieldProblem))
}

function fieldProblem(issue: z.core.$ZodIssue): FieldProblem {
  const field = issue.path.map(String).join('.')
  switch (issue.code) {
    case 'too_small':
      return { field, message: issue.origin === 'string' ? 'too-short' : 'too-small', params: { minimum: Number(issue.minimum) } }
    case 'too_big':
      return { field, message: issue.origin === 'string' ? 'too-long' : 'too-large', params: { maximum: Number(issue.maximum) } }
    case 'invalid_value':
      return { field, message: 'not-one-of', params: { allowed: issue.values.map(String).join(', ') } }
    case 'invalid_type':
      return { field, message: issue.input === undefined ? 'missing' : 'wrong-type', params: { expected: issue.expected } }
    case 'custom':
      return { field, message: issue.message }
    default:
      return { field, message: 'wrong-form' }
  }
}

/** Refuses unless every unit stands in the actor's subtrees as they are today. */
export async function requireUnits(tx: TenantTransaction, actor: Actor, unitIds: readonly number[], now: Date): Promise<void> {
  if (unitIds.length === 0 || actor.kind !== 'user' || actor.units === null) return
  const wanted = [...new Set(unitIds)]
  const within = await unitsWithin(tx, wanted, { roots: actor.units, day: await tenantDay(tx, now) })
  if (within.length < wanted.length) throw new DomainError('forbidden', 'not-your-unit')
}

export function auditedActor(actor: Actor): { readonly actorKind: Actor['kind']; readonly actorId: string } {
  switch (actor.kind) {
    case 'user':
      return { actorKind: 'user', actorId: actor.userId }
    case 'api-key':
      return { actorKind: 'api-key', actorId: String(actor.keyId) }
    case 'system':
      return { actorKind: 'system', actorId: actor.job }
    case 'public':
      return { actorKind: 'public', actorId: 'public' }
  }
}
