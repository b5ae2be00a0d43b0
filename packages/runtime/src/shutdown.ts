export type ShutdownOptions = {
  readonly stop: () => Promise<void>
  /** After this the process ends whether or not all is finished. */
  readonly limitMs: number
  readonly say: (line: string) => void
}

/** One Ctrl-C reaches us from the terminal and again from npm, which passes it on: within this it is the same one. */
const sameKeyMs = 500

/** SIGINT or SIGTERM: finish and end; the second one, or the limit: end at once. */
export function onShutdown({ stop, limitMs, say }: ShutdownOptions): void {
  let since: number | null = null
  const handle = (signal: NodeJS.Signals): void => {
    if (since !== null) {
      if (performance.now() - since < sameKeyMs) return
      say('Ending at once')
      process.exit(1)
    }
    since = performance.now()
    say(`Stopping (${signal}); again to end at once`)
    setTimeout(() => {
      say(`Not finished in ${limitMs / 1000} s; ending`)
      process.exit(1)
    }, limitMs).unref()
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        say(`Stopping failed: ${error instanceof Error ? error.message : String(error)}`)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', handle)
  process.on('SIGTERM', handle)
}
