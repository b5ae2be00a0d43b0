import { OperatorError } from '@kuulolla/runtime'
import { demoState, makeDemo } from '../demo.ts'
import { asOperator } from '../operator.ts'
import { progress } from '../progress.ts'
import type { Command } from './command.ts'

export const seed: Command = {
  usage: 'seed',
  summary: 'make the demo county with two years of answers, beside other tenants if need be',
  async run() {
    const say = progress()
    await asOperator(say, async ({ database, secrets }) => {
      const state = await demoState(database)
      if (state === 'whole') throw new OperatorError('The demo county is there already. To begin again: kuulolla up --fresh-demo.')
      if (state === 'half') throw new OperatorError('The demo county was left half made. To begin again: kuulolla up --fresh-demo.')
      await makeDemo(database, secrets, say)
    })
  },
}
