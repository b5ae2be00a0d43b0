import { createServer, type Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { OperatorError, type Running } from '@kuulolla/runtime'

export type Parts = { readonly survey: Running; readonly api: Running; readonly worker: Running }

export type Listener = {
  readonly port: number
  /** From now on requests are answered by the parts; until then by 503. */
  serve(parts: Parts): void
  /** Takes no more requests and finishes those under way; then `afterwards`, which ends streams and what is behind them. */
  stop(afterwards: () => Promise<void>): Promise<void>
}

export type ListenerOptions = {
  readonly host: string
  /** Null: 8080 or the next free one. */
  readonly port: number | null
}

export const usualPort = 8080
const portsTried = 20

export async function listen({ host, port }: ListenerOptions): Promise<Listener> {
  let parts: Parts | null = null
  const underWay = new Set<Request>()
  const fetch = async (request: Request, env: unknown): Promise<Response> => {
    underWay.add(request)
    try {
      return parts === null ? new Response('Starting\n', { status: 503, headers: { 'retry-after': '2' } }) : await answer(parts, request, env)
    } finally {
      underWay.delete(request)
    }
  }
  const server = createAdaptorServer({
    fetch,
    createServer,
    // Half-open clients are gone within 16 s; with Node's own values some never are.
    serverOptions: { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 },
  }) as Server
  return {
    port: await bind(server, host, port),
    serve(started) {
      parts = started
    },
    async stop(afterwards) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const sweep = setInterval(() => server.closeIdleConnections(), 100)
      for (let waited = 0; underWay.size > 0 && waited < 5_000; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50))
      await afterwards()
      const limit = setTimeout(() => server.closeAllConnections(), 2_000)
      await closed
      clearTimeout(limit)
      clearInterval(sweep)
    },
  }
}

/** `/q/…` and its like belong to the survey, everything else to the api, which also serves the dashboard. */
async function answer(parts: Parts, request: Request, env: unknown): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === '/healthz') return new Response('alive\n')
  if (pathname === '/readyz') return readiness(parts)
  const part = /^\/(q|i|p)\/|^\/survey\.js$/.test(pathname) ? parts.survey : parts.api
  return (await part.fetch?.(request, env)) ?? new Response('Not found\n', { status: 404 })
}

async function readiness(parts: Parts): Promise<Response> {
  const failing = await Promise.all(
    Object.entries(parts).map(async ([name, part]) => (await part.ready().catch(() => ['does not answer'])).map((what) => `${name}: ${what}`)),
  )
  const lines = failing.flat()
  return lines.length === 0 ? new Response('ready\n') : new Response(`${lines.join('\n')}\n`, { status: 503 })
}

async function bind(server: Server, host: string, wanted: number | null): Promise<number> {
  for (let port = wanted ?? usualPort; ; port += 1) {
    const problem = await tryPort(server, host, port)
    if (problem === null) {
      const address = server.address()
      return typeof address === 'object' && address !== null ? address.port : port
    }
    const more = wanted === null && problem.code === 'EADDRINUSE' && port < usualPort + portsTried
    if (!more) throw new OperatorError(explain(problem, host, port), { cause: problem })
  }
}

function tryPort(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve(error)
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      resolve(null)
    })
  })
}

function explain(problem: NodeJS.ErrnoException, host: string, port: number): string {
  switch (problem.code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. See which with "ss -ltnp sport = :${port}" and stop it, or choose another: PORT=${port + 1} npm start.`
    case 'EACCES':
      return `Port ${port} may not be used by this user. Choose one above 1023: PORT=8080 npm start.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST ${host} is no address of this machine. Use 0.0.0.0 for all of them, or 127.0.0.1 for this machine only.`
    default:
      return `Listening on ${host}:${port} failed: ${problem.message}`
  }
}
