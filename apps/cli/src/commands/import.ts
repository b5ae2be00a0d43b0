import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AnswerMapping, UnitMapping } from '@kuulolla/core'
import { OperatorError } from '@kuulolla/runtime'
import { addWording, foldAllTallies, importAnswers, importUnits } from '@kuulolla/services'
import { asOperator, requiredText, text } from '../operator.ts'
import { progress } from '../progress.ts'
import { rejectedRows } from '../rejected-rows.ts'
import { readWordings, WordingMapping } from '../wording-file.ts'
import { UsageError, type Command } from './command.ts'

export const importFile: Command = {
  usage: 'import <units|answers|wordings> <file.csv> --mapping <file.json> [--tenant <slug>] [--preview]',
  summary: 'take in units, answers or official wordings from a CSV file',
  details: [
    'The mapping says which column holds what. With --preview nothing is changed.',
    'The same file may be imported again: what is there already is left as it is. Ends with 1 when rows were rejected.',
  ],
  options: { mapping: { type: 'string' }, tenant: { type: 'string' }, preview: { type: 'boolean' } },
  async run(args) {
    const [kind, file] = args.positionals
    if (kind === undefined || file === undefined) throw new UsageError('What to import, and from which file?')
    if (!(await stat(file).catch(() => null))?.isFile()) throw new OperatorError(`${file} is no file.`)
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
        case 'wordings': {
          const wordings = await readWordings(file, checked(mappingFile, WordingMapping.safeParse(mapping)))
          if (!preview) await addWording.call(dependencies, actor, { wordings: [...wordings] })
          say.done(
            `${preview ? 'Preview: nothing was changed. ' : ''}${wordings.length} wordings${preview ? '' : ' added; they count from the next published version on'}.`,
          )
          return
        }
        default:
          throw new UsageError(`"${kind}" cannot be imported: units, answers or wordings can.`)
      }
    })
  },
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
