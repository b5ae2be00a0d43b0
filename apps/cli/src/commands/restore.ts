import { restoreResponse } from '@kuulolla/services'
import { asOperator, text } from '../operator.ts'
import { progress } from '../progress.ts'
import { UsageError, type Command } from './command.ts'

export const restore: Command = {
  usage: 'restore <answer id> [--tenant <slug>]',
  summary: 'let an answer that was left out count again',
  options: { tenant: { type: 'string' } },
  async run(args) {
    const [id] = args.positionals
    if (id === undefined) throw new UsageError('The id of the answer is missing.')
    const say = progress()
    await asOperator(say, async ({ dependencies, actorIn }) => {
      await restoreResponse.call(dependencies, await actorIn(text(args, 'tenant')), { id })
      say.done(`Answer ${id} counts again.`)
    })
  },
}
