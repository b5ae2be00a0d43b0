import { recount as recountTallies } from '@kuulolla/services'
import { asOperator, text } from '../operator.ts'
import { progress } from '../progress.ts'
import type { Command } from './command.ts'

const shown = 20

export const recount: Command = {
  usage: 'recount [--tenant <slug>] [--from <day>] [--to <day>] [--mend]',
  summary: 'count every answer again and compare with the tallies; mend what differs with --mend',
  details: ['Days are YYYY-MM-DD and are widened to whole months. Ends with 1 when something differs and was not mended.'],
  options: { tenant: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, mend: { type: 'boolean' } },
  async run(args) {
    const say = progress()
    await asOperator(say, async ({ dependencies, actorIn }) => {
      const [from, to] = [text(args, 'from'), text(args, 'to')]
      const result = await recountTallies(dependencies, await actorIn(text(args, 'tenant')), {
        ...(from === null ? {} : { from }),
        ...(to === null ? {} : { to }),
        mend: args.values['mend'] === true,
      })
      for (const cell of result.cells.slice(0, shown)) {
        say.done(
          `unit ${cell.unitId}, ${cell.day} (${cell.table}), version ${cell.versionId}, ${cell.split}: tallied ${counts(cell.tallied)}, counted ${counts(cell.counted)}`,
        )
      }
      if (result.differing > shown) say.done(`… and ${result.differing - shown} more`)
      const outcome = result.differing === 0 ? 'the tallies equal the answers' : `${result.differing} tallies differ${result.mended ? '; mended' : ''}`
      say.done(`${result.sheets} answers in ${result.unitMonths} unit-months: ${outcome}.`)
      if (result.differing > 0 && !result.mended) process.exitCode = 1
    })
  },
}

const counts = (tally: readonly number[] | null): string => (tally === null ? 'nothing' : `{${tally.join(' ')}}`)
