export type ShutdownOptions = {
  readonly stop: () => Promise<void>
  /** After this the process ends whether or not all is finished. */
  readonly limitMs: number
  readonly say: (line: string) => void
}

/** SIGINT or SIGTERM: finish and end; the second one, or the limit: end at once. */
export function onShutdown({ stop, limitMs, say }: ShutdownOptions): void {
  let stopping = false
  const handle = (signal: NodeJS.Signals): void => {
    if (stopping) {
      say('Ending at once')
      process.exit(1)
    }
    stopping = true
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
