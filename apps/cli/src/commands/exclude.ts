import { excludeResponse, exclusionReasons } from '@kuulolla/services'
import { asOperator, requiredText, text } from '../operator.ts'
import { progress } from '../progress.ts'
import { UsageError, type Command } from './command.ts'

export const exclude: Command = {
  usage: `exclude <answer id> --reason ${exclusionReasons.join('|')} [--note <text>] [--tenant <slug>]`,
  summary: 'leave one answer out of every figure; it stays stored and can be taken back with restore',
  options: { reason: { type: 'string' }, note: { type: 'string' }, tenant: { type: 'string' } },
  async run(args) {
    const [id] = args.positionals
    if (id === undefined) throw new UsageError('The id of the answer is missing.')
    const given = requiredText(args, 'reason')
    const reason = exclusionReasons.find((each) => each === given)
    if (reason === undefined) throw new UsageError(`--reason is one of ${exclusionReasons.join(', ')}.`)
    const say = progress()
    await asOperator(say, async ({ dependencies, actorIn }) => {
      await excludeResponse.call(dependencies, await actorIn(text(args, 'tenant')), { id, reason, note: text(args, 'note') })
      say.done(`Answer ${id} is left out of the figures.`)
    })
  },
}
