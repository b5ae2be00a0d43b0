import { parseArgs } from 'node:util'
import { settings } from '@kuulolla/runtime'
import { UsageError, type Command } from './commands/command.ts'
import { erase } from './commands/erase.ts'
import { exclude } from './commands/exclude.ts'
import { exportFile } from './commands/export.ts'
import { importFile } from './commands/import.ts'
import { migrate } from './commands/migrate.ts'
import { recount } from './commands/recount.ts'
import { restore } from './commands/restore.ts'
import { seed } from './commands/seed.ts'
import { simulate } from './commands/simulate.ts'
import { tenant } from './commands/tenant.ts'
import { up } from './commands/up.ts'
import { user } from './commands/user.ts'
import { explain } from './explain.ts'

const commands: Readonly<Record<string, Command>> = {
  up,
  migrate,
  seed,
  simulate,
  import: importFile,
  export: exportFile,
  recount,
  exclude,
  restore,
  erase,
  tenant,
  user,
}

/** 0: done; 1: it failed, and the message says why; 2: called wrongly. */
async function main(argv: readonly string[]): Promise<void> {
  const [name = 'help', ...rest] = argv
  if (['help', '--help', '-h'].includes(name)) return console.log(overview())
  const command = commands[name]
  if (command === undefined) throw new UsageError(`There is no command "${name}".\n\n${overview()}`)
  if (rest.includes('--help') || rest.includes('-h')) return console.log(help(command))
  await command.run(parsed(command, rest))
}

function parsed(command: Command, args: readonly string[]): Parameters<Command['run']>[0] {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: command.options ?? {}, allowPositionals: true, strict: true })
    return { values: values as Readonly<Record<string, string | boolean | undefined>>, positionals }
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${help(command)}`, { cause: error })
  }
}

function overview(): string {
  const lines = Object.values(commands).map((command) => `  ${command.usage}\n      ${command.summary}`)
  const settingLines = Object.entries(settings).map(([name, about]) => `  ${name.padEnd(20)}  ${about}`)
  return `kuulolla <command> [options]; --help after a command says more\n\nCommands\n${lines.join('\n')}\n\nSettings (environment variables)\n${settingLines.join('\n')}`
}

const help = (command: Command): string =>
  [`kuulolla ${command.usage}`, '', command.summary, ...(command.details === undefined ? [] : ['', ...command.details])].join('\n')

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (error instanceof UsageError) {
    console.error(error.message)
    process.exitCode = 2
  } else {
    console.error(explain(error) ?? error)
    process.exitCode = 1
  }
}
