import { DomainError, type ErrorCode, type Permission } from '@kuulolla/core'
import type { Dependencies, ReadingVerb, SignedIn, Verb, WritingVerb } from '@kuulolla/services'
import { initTRPC, TRPCError, type TRPCMutationProcedure, type TRPCQueryProcedure } from '@trpc/server'
import type { z } from 'zod'
import type { ApiContext } from './context.ts'
import type { ApiDependencies } from './dependencies.ts'
import { describeProblem } from './problem.ts'
import { told } from './unexpected.ts'

/** Who may call a procedure; a test walks them all and refuses one that does not say. */
export type Declared = { readonly permission: Permission | 'signed-in'; readonly verb: string }

const t = initTRPC
  .context<ApiContext>()
  .meta<Declared>()
  .create({
    isDev: false,
    errorFormatter({ shape, error, ctx }) {
      const problem = describeProblem(error.cause instanceof DomainError ? error.cause : error, ctx?.translate)
      return {
        ...shape,
        message: problem.title,
        data: { code: shape.data.code, httpStatus: shape.data.httpStatus, reason: problem.reason, fields: problem.errors },
      }
    },
  })

export const router = t.router

const trpcCodeOf = {
  invalid: 'UNPROCESSABLE_CONTENT',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  gone: 'NOT_FOUND',
  limit: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ErrorCode, TRPCError['code']>

async function answering<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const cause = told(error)
    if (cause instanceof DomainError) throw new TRPCError({ code: trpcCodeOf[cause.code], message: cause.reason, cause })
    throw error
  }
}

type Query<I extends z.ZodType, O> = TRPCQueryProcedure<{ input: z.input<I>; output: Awaited<O>; meta: Declared }>
type Mutation<I extends z.ZodType, O> = TRPCMutationProcedure<{ input: z.input<I>; output: Awaited<O>; meta: Declared }>

/** A verb as a procedure of the signed-in person: a mutation when it writes, else a query. The verb itself authorises and parses. */
export function procedure<D extends Dependencies, I extends z.ZodType, O>(verb: ApiDependencies extends D ? WritingVerb<D, I, O> : never): Mutation<I, O>
export function procedure<D extends Dependencies, I extends z.ZodType, O>(verb: ApiDependencies extends D ? ReadingVerb<D, I, O> : never): Query<I, O>
export function procedure<I extends z.ZodType, O>(verb: Verb<ApiDependencies, I, O>): Mutation<I, O> | Query<I, O> {
  const built = t.procedure.meta({ permission: verb.permission, verb: verb.name }).input((raw: unknown): z.input<I> => raw as z.input<I>)
  const resolve = ({ ctx, input }: { readonly ctx: ApiContext; readonly input: unknown }): Promise<O> =>
    answering(async () => verb.call(ctx.services, await ctx.actor(), input as z.input<I>))
  // tRPC's builder cannot carry a generic input through its inference; what is built is exactly this.
  return (verb.writes ? built.mutation(resolve) : built.query(resolve)) as unknown as Mutation<I, O> | Query<I, O>
}

/** A query about the signed-in person, before any tenant is chosen. */
export function personalQuery<O>(
  name: string,
  run: (ctx: ApiContext, person: SignedIn) => Promise<O>,
): TRPCQueryProcedure<{ input: void; output: O; meta: Declared }> {
  return t.procedure.meta({ permission: 'signed-in', verb: name }).query(({ ctx }) => answering(async () => run(ctx, await ctx.signedIn())))
}
