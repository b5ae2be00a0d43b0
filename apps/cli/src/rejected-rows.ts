import type { RowProblem } from '@kuulolla/core'
import { translatorOf } from '@kuulolla/i18n/catalogues'

const shown = 50

/** One line per problem: line of the file, field, reason. */
export function rejectedRows(problems: readonly RowProblem[]): string {
  const say = translatorOf('en')
  const lines = problems.slice(0, shown).map(({ line, field, reason, params }) => `line ${line}, ${field}: ${say.find(`errors.${reason}`, params) ?? reason}`)
  return [...lines, ...(problems.length > shown ? [`… and ${problems.length - shown} more`] : [])].join('\n')
}
