import { expectTypeOf, test } from 'vitest'
import type { MessageKey } from './messages.ts'

test('a message is named by area and name', () => {
  expectTypeOf<'errors.missing'>().toExtend<MessageKey>()
  expectTypeOf<'errors.no-such'>().not.toExtend<MessageKey>()
})
