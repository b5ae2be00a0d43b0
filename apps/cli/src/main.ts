import { parseArgs } from 'node:util'
import { DomainError } from '@kuulolla/core'
import { OperatorError, settings } from '@kuulolla/runtime'
import { UsageError, type Command } from './commands/command.ts'
import { up } from './commands/up.ts'

const commands: Readonly<Record<string, Command>> = { up }

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
  const width = Math.max(...Object.values(commands).map((command) => command.usage.length))
  const lines = Object.values(commands).map((command) => `  ${command.usage.padEnd(width)}  ${command.summary}`)
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
    console.error(error instanceof OperatorError || error instanceof DomainError ? error.message : error)
    process.exitCode = 1
  }
}
