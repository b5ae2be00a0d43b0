import type { AppRouter } from '@kuulolla/api/router'
import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'

export type Client = TRPCClient<AppRouter>
export type Inputs = inferRouterInputs<AppRouter>
export type Outputs = inferRouterOutputs<AppRouter>

type Options = {
  /** The tenant's slug; null for what concerns the person alone. */
  readonly tenant: string | null
  /** Problems come back in this language. */
  readonly language: () => string
}

export function createClient({ tenant, language }: Options): Client {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: '/api/trpc',
        maxURLLength: 4000,
        headers: () => ({ 'accept-language': language(), ...(tenant === null ? {} : { 'x-tenant': tenant }) }),
      }),
    ],
  })
}
