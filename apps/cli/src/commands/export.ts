import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { audiences, localDay, type Audience } from '@kuulolla/core'
import { inTenant, unitIdByCode } from '@kuulolla/db'
import { OperatorError } from '@kuulolla/runtime'
import { exportAnswers, exportFigures, type ExportedFile, type ExportFormat } from '@kuulolla/services'
import { asOperator, text, type Operator } from '../operator.ts'
import { progress } from '../progress.ts'
import { UsageError, type Arguments, type Command } from './command.ts'

const formats = ['csv', 'csv-fi', 'xlsx', 'json'] as const satisfies readonly ExportFormat[]
const grains = ['day', 'week', 'month', 'quarter', 'tertial', 'year'] as const

export const exportFile: Command = {
  usage:
    'export <figures|answers> [--format <format>] [--out <file>] [--tenant <slug>] [--from <day>] [--to <day>] [--grain <grain>] [--audience <audience>] [--unit <code>] [--language <code>] [--texts]',
  summary: 'write figures, or answers row by row, to a file',
  details: [
    `Formats: ${formats.join(', ')} (csv and csv-fi come as a ZIP with data dictionary, definitions and versions). Grains: ${grains.join(', ')}; month unless said.`,
    `Audiences: ${audiences.join(', ')}; adult unless said. --unit takes its whole subtree. From 1 January of this year to today unless said.`,
  ],
  options: {
    format: { type: 'string' },
    out: { type: 'string' },
    tenant: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    grain: { type: 'string' },
    audience: { type: 'string' },
    unit: { type: 'string' },
    language: { type: 'string' },
    texts: { type: 'boolean' },
  },
  async run(args) {
    const [kind] = args.positionals
    if (kind !== 'figures' && kind !== 'answers') throw new UsageError('Figures or answers?')
    const say = progress()
    await asOperator(say, async (operator) => {
      const actor = await operator.actorIn(text(args, 'tenant'))
      const choice = await choiceOf(args, operator, actor.tenantId)
      const { from, to, ...rest } = choice
      const file =
        kind === 'figures'
          ? await exportFigures(operator.dependencies, actor, { ...rest, period: { grain: oneOf(args, 'grain', grains, 'month'), from, to } })
          : await exportAnswers(operator.dependencies, actor, { ...choice, texts: args.values['texts'] === true })
      say.done(`Written to ${await write(file, text(args, 'out'))}`)
    })
  },
}

type Choice = {
  readonly units: { readonly below: number } | { readonly all: true }
  readonly audience: Audience
  readonly from: string
  readonly to: string
  readonly language: string
  readonly format: ExportFormat
}

async function choiceOf(args: Arguments, { db }: Operator, tenantId: number): Promise<Choice> {
  const today = localDay(new Date())
  const unitCode = text(args, 'unit')
  const unitId = unitCode === null ? null : await inTenant(db, tenantId, (tx) => unitIdByCode(tx, unitCode))
  if (unitCode !== null && unitId === null) throw new OperatorError(`There is no unit "${unitCode}".`)
  return {
    units: unitId === null ? { all: true } : { below: unitId },
    audience: oneOf(args, 'audience', audiences, 'adult'),
    from: text(args, 'from') ?? `${today.slice(0, 4)}-01-01`,
    to: text(args, 'to') ?? today,
    language: text(args, 'language') ?? 'fi',
    format: oneOf(args, 'format', formats, 'xlsx'),
  }
}

function oneOf<T extends string>(args: Arguments, name: string, allowed: readonly T[], usual: T): T {
  const given = text(args, name) ?? usual
  const found = allowed.find((each) => each === given)
  if (found === undefined) throw new UsageError(`--${name} ${given}: one of ${allowed.join(', ')}.`)
  return found
}

/** A file is there whole or not at all. */
async function write(file: ExportedFile, given: string | null): Promise<string> {
  const path = given ?? file.fileName
  const half = `${path}.part`
  try {
    await pipeline(Readable.from(file.body), createWriteStream(half))
  } catch (error) {
    await rm(half, { force: true })
    throw error
  }
  await rename(half, path)
  return path
}
