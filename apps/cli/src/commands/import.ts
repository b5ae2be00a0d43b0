import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AnswerMapping, UnitMapping } from '@kuulolla/core'
import { OperatorError } from '@kuulolla/runtime'
import { foldAllTallies, importAnswers, importUnits, importWordings } from '@kuulolla/services'
import { asOperator, requiredText, text } from '../operator.ts'
import { progress } from '../progress.ts'
import { rejectedRows } from '../rejected-rows.ts'
import { UsageError, type Arguments, type Command } from './command.ts'

export const importFile: Command = {
  usage: 'import <units|answers> <file.csv> --mapping <file.json> [--tenant <slug>] [--preview] | import wordings <file> [--tenant <slug>] [--preview]',
  summary: 'take in units or answers from a CSV file, or official wordings from a CSV or JSON file',
  details: [
    'The mapping says which column holds what. With --preview nothing is changed.',
    'Wordings need no mapping: measure, language, text, official and source are columns, or keys of a list. They count from the next published version on.',
    'The same file may be imported again: what is there already is left as it is. Ends with 1 when rows were rejected.',
  ],
  options: { mapping: { type: 'string' }, tenant: { type: 'string' }, preview: { type: 'boolean' } },
  async run(args) {
    const [kind, file] = args.positionals
    if (kind === undefined || file === undefined) throw new UsageError('What to import, and from which file?')
    if (!(await stat(file).catch(() => null))?.isFile()) throw new OperatorError(`${file} is no file.`)
    if (kind === 'wordings') return wordings(file, args)
    if (kind !== 'units' && kind !== 'answers') throw new UsageError(`"${kind}" cannot be imported: units, answers or wordings can.`)
    const mappingFile = requiredText(args, 'mapping')
    const mapping = await readJson(mappingFile)
    const preview = args.values['preview'] === true
    const say = progress()
    await asOperator(say, async ({ dependencies, actorIn }) => {
      const actor = await actorIn(text(args, 'tenant'))
      switch (kind) {
        case 'answers': {
          const report = await importAnswers.call(dependencies, actor, {
            mapping: checked(mappingFile, AnswerMapping.safeParse(mapping)),
            fileName: basename(file),
            file: createReadStream(file),
            preview,
          })
          if (!preview) await foldAllTallies(dependencies, actor)
          say.done(rejectedRows(report.problems))
          say.done(
            `${preview ? 'Preview: nothing was changed. ' : ''}${report.lines} lines: ${report.created} new answers, ${report.corrected} corrected, ${report.deleted} deleted, ${report.unchanged} unchanged, ${report.rejected} lines rejected.`,
          )
          if (report.rejected > 0) process.exitCode = 1
          return
        }
        case 'units': {
          const report = await importUnits.call(dependencies, actor, {
            mapping: checked(mappingFile, UnitMapping.safeParse(mapping)),
            fileName: basename(file),
            file: createReadStream(file),
            preview,
          })
          for (const { code, name, kinds } of report.changes) say.done(`${code} (${name}): ${kinds.join(', ')}`)
          say.done(rejectedRows(report.problems))
          say.done(
            `${preview ? 'Preview: nothing was changed. ' : ''}${report.lines} lines: ${report.changes.length} units ${preview ? 'would change' : 'changed'}, ${report.unchanged} unchanged, ${report.problems.length} problems.`,
          )
          if (report.problems.length > 0) process.exitCode = 1
          return
        }
      }
    })
  },
}

async function wordings(file: string, args: Arguments): Promise<void> {
  if (text(args, 'mapping') !== null) throw new UsageError('Wordings are imported without --mapping.')
  const preview = args.values['preview'] === true
  const say = progress()
  await asOperator(say, async ({ dependencies, actorIn }) => {
    const actor = await actorIn(text(args, 'tenant'))
    const report = await importWordings.call(dependencies, actor, { fileName: basename(file), text: await readFile(file, 'utf8'), preview })
    say.done(rejectedRows(report.problems))
    say.done(
      `${preview ? 'Preview: nothing was changed. ' : ''}${report.changes.length} wordings ${preview ? 'would be added' : 'added'}, ${report.unchanged} unchanged, ${report.problems.length} problems. They count from the next published version on.`,
    )
    if (report.problems.length > 0) process.exitCode = 1
  })
}

async function readJson(path: string): Promise<unknown> {
  const content = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new OperatorError(`The mapping ${path} cannot be read: ${cause.message}`, { cause })
  })
  try {
    return JSON.parse(content)
  } catch (cause) {
    throw new OperatorError(`The mapping ${path} is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

type Parsed<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] } }

function checked<T>(path: string, result: Parsed<T>): T {
  if (result.success) return result.data
  throw new OperatorError(
    `The mapping ${path} is not usable:\n${result.error.issues.map((issue) => `  ${issue.path.map(String).join('.')}: ${issue.message}`).join('\n')}`,
  )
}
