import { eraseResponse } from '@kuulolla/services'
import { asOperator, text } from '../operator.ts'
import { progress } from '../progress.ts'
import { UsageError, type Command } from './command.ts'

export const erase: Command = {
  usage: 'erase <answer id> [--tenant <slug>]',
  summary: 'erase one answer with its texts for good; its figures are counted again',
  options: { tenant: { type: 'string' } },
  async run(args) {
    const [id] = args.positionals
    if (id === undefined) throw new UsageError('The id of the answer is missing.')
    const say = progress()
    await asOperator(say, async ({ dependencies, actorIn }) => {
      await eraseResponse.call(dependencies, await actorIn(text(args, 'tenant')), { id })
      say.done(`Answer ${id} is erased.`)
    })
  },
}
