import { DomainError } from '@kuulolla/core'
import { listen } from '@kuulolla/db'
import type { Log } from '@kuulolla/runtime'
import { z } from 'zod'

export const heartbeatMilliseconds = 20_000
const recheckMilliseconds = 60_000
const mostClients = 1_000
const mostPerPerson = 10
/** Events that a slow reader may be behind before it is let go; it comes back by itself. */
const mostWaiting = 100

export type Subscriber = {
  readonly tenantId: number
  readonly userId: string
  /** The units whose movements may be told; null for all. */
  readonly units: ReadonlySet<number> | null
  /** Whether the person may still listen: signed in, a member, with the same units. */
  readonly stillMay: () => Promise<boolean>
}

export type EventHub = {
  subscribe(subscriber: Subscriber): Response
  readonly connected: () => boolean
  stop(): Promise<void>
}

const Moved = z.object({ tenant: z.int(), units: z.array(z.int()) })
type Client = { readonly subscriber: Subscriber; send(text: string): void; end(): void }

/** One LISTEN connection per process, told on to the browsers of the tenant concerned and no further than each one's units. */
export async function createEventHub({ databaseUrl, log }: { readonly databaseUrl: string; readonly log: Log }): Promise<EventHub> {
  const clients = new Set<Client>()
  const tell = (tenantId: number | null, moved: readonly number[]): void => {
    for (const client of clients) {
      const { subscriber } = client
      if (tenantId !== null && subscriber.tenantId !== tenantId) continue
      const units = subscriber.units === null ? moved : moved.filter((unit) => subscriber.units?.has(unit) === true)
      // None named means any; none left of those named means none of theirs.
      if (moved.length > 0 && units.length === 0) continue
      client.send(`event: tally\ndata: ${JSON.stringify({ units })}\n\n`)
    }
  }
  const listener = await listen({
    url: databaseUrl,
    channels: ['kuulolla_tally'],
    onNotify(_channel, payload) {
      const moved = Moved.safeParse(jsonOf(payload))
      if (moved.success) tell(moved.data.tenant, moved.data.units)
      else log.warn({ channel: 'kuulolla_tally' }, 'a notice could not be read')
    },
    onReconnect: () => tell(null, []),
    onError: (error) => log.warn({ err: error }, 'the dashboard does not hear of new figures just now'),
  })
  const heartbeat = setInterval(() => {
    for (const client of clients) client.send(': alive\n\n')
  }, heartbeatMilliseconds)
  const recheck = setInterval(() => {
    for (const client of clients) {
      client.subscriber.stillMay().then(
        (may) => (may ? undefined : client.end()),
        () => client.end(),
      )
    }
  }, recheckMilliseconds)

  return {
    connected: listener.connected,
    subscribe(subscriber) {
      const own = [...clients].filter((client) => client.subscriber.userId === subscriber.userId)
      if (clients.size >= mostClients || own.length >= mostPerPerson) throw new DomainError('limit', 'too-many-requests')
      let client: Client | null = null
      const encoder = new TextEncoder()
      const stream = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            const end = (): void => {
              if (client !== null && clients.delete(client)) controller.close()
            }
            client = {
              subscriber,
              end,
              send(text) {
                if ((controller.desiredSize ?? 0) <= 0) end()
                else controller.enqueue(encoder.encode(text))
              },
            }
            clients.add(client)
            client.send('retry: 2000\n\n')
          },
          cancel() {
            if (client !== null) clients.delete(client)
          },
        },
        new CountQueuingStrategy({ highWaterMark: mostWaiting }),
      )
      return new Response(stream, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' } })
    },
    async stop() {
      clearInterval(heartbeat)
      clearInterval(recheck)
      for (const client of clients) client.end()
      await listener.stop()
    },
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
