/** Something that the person who runs the system can put right; the message says what and how, so no stack is shown. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
}
