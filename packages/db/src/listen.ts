import pg from 'pg'

export type ListenOptions = {
  readonly url: string
  readonly channels: readonly string[]
  readonly onNotify: (channel: string, payload: string) => void
  /** Called whenever notices may have been missed: the connection was lost and is there again. */
  readonly onReconnect?: () => void
  readonly onError?: (error: Error) => void
}

const longestPause = 10_000

/** Listens to NOTIFY on a connection of its own, and connects again with growing pauses when it breaks. */
export async function listen(options: ListenOptions): Promise<{ stop(): Promise<void>; readonly connected: () => boolean }> {
  let stopped = false
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let pause = 250

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: options.url, application_name: 'kuulolla listen', connectionTimeoutMillis: 5_000, keepAlive: true })
    const lost = (error?: Error): void => {
      if (client !== next) return
      client = null
      if (error !== undefined) options.onError?.(error)
      again()
    }
    next.on('error', lost)
    next.on('end', () => lost())
    next.on('notification', (notice) => options.onNotify(notice.channel, notice.payload ?? ''))
    await next.connect()
    for (const channel of options.channels) await next.query(`listen ${pg.escapeIdentifier(channel)}`)
    if (stopped) return next.end()
    client = next
    pause = 250
  }
  const again = (): void => {
    if (stopped) return
    timer = setTimeout(() => {
      connect().then(options.onReconnect, (error: unknown) => {
        options.onError?.(error instanceof Error ? error : new Error(String(error)))
        again()
      })
    }, pause)
    pause = Math.min(pause * 2, longestPause)
  }

  await connect().catch((error: unknown) => {
    options.onError?.(error instanceof Error ? error : new Error(String(error)))
    again()
  })
  return {
    connected: () => client !== null,
    async stop() {
      stopped = true
      clearTimeout(timer)
      const last = client
      client = null
      await last?.end()
    },
  }
}
