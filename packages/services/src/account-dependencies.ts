import type { MailSender } from '@kuulolla/channels'
import type { Dependencies } from './verb.ts'

/** What the verbs about people's access need beyond the usual. */
export type AccountDependencies = Dependencies & {
  /** Where people reach the dashboard, without a slash at the end. */
  readonly publicUrl: string
  /** Null: nothing is mailed, links are handed over in person. */
  readonly mail: MailSender | null
  /** Told when a mail could not be sent; never the address or the link. */
  readonly onTrouble: (error: unknown, message: string) => void
}
