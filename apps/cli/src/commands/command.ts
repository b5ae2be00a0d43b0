import type { ParseArgsConfig } from 'node:util'

export type Arguments = { readonly values: Readonly<Record<string, string | boolean | undefined>>; readonly positionals: readonly string[] }

/** One command of the operator's door. */
export type Command = {
  /** As it is called, with its arguments, such as `import <units|answers> <file> --tenant <slug>`. */
  readonly usage: string
  readonly summary: string
  /** Explained line by line under `--help`. */
  readonly details?: readonly string[]
  readonly options?: NonNullable<ParseArgsConfig['options']>
  run(args: Arguments): Promise<void>
}

/** The command was called wrongly; its usage is shown. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
