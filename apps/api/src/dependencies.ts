import type { Dependencies } from '@kuulolla/services'

/** Everything that the verbs behind the API may ask for. */
export type ApiDependencies = Dependencies & {
  /** Base64url; opens what the survey sealed. */
  readonly contactPrivateKey: string
  /** Where people reach us, without a slash at the end. */
  readonly publicUrl: string
}
