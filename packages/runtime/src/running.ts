/** What every app's `start(config)` gives back. */
export type Running = {
  /** Answers one HTTP request; absent where an app serves none. */
  readonly fetch?: (request: Request, env?: unknown) => Response | Promise<Response>
  /** Names the parts that do not work; empty when the app is ready. */
  ready(): Promise<readonly string[]>
  /** Finishes what is under way and releases everything. */
  stop(): Promise<void>
}
