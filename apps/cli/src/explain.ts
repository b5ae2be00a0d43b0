import { DomainError } from '@kuulolla/core'
import { translatorOf } from '@kuulolla/i18n/catalogues'
import { OperatorError } from '@kuulolla/runtime'

/** What went wrong, as a sentence for whom it concerns; null for a defect, which is shown with its stack. */
export function explain(error: unknown): string | null {
  if (error instanceof OperatorError) return error.message
  if (!(error instanceof DomainError)) return null
  const say = translatorOf('en')
  const fields = error.fields.map(({ field, message, params }) => `  ${field}: ${say.find(`errors.${message}`, params) ?? message}`)
  return [say.find(`errors.${error.reason}`) ?? error.message, ...fields].join('\n')
}
