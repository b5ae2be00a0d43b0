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
  /** When the service does not know who is calling. */
  readonly onRefused?: () => void
}

export function createClient({ tenant, language, onRefused }: Options): Client {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: '/api/trpc',
        maxURLLength: 4000,
        async fetch(address, init) {
          // The link asks with what a browser's fetch takes; its own declarations are wider.
          const response = await fetch(address, init as RequestInit)
          if (response.status === 401) onRefused?.()
          return response
        },
        headers: () => ({ 'accept-language': language(), ...(tenant === null ? {} : { 'x-tenant': tenant }) }),
      }),
    ],
  })
}
