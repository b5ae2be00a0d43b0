import { asOperator } from '../operator.ts'
import { progress } from '../progress.ts'
import type { Command } from './command.ts'

export const migrate: Command = {
  usage: 'migrate',
  summary: 'make the database roles and bring the schema up to date',
  async run() {
    const say = progress()
    // Opening a database brings it up to date; beside a running `up` that has been done by `up`.
    await asOperator(say, ({ database }) => Promise.resolve(say.done(`The schema in ${database.described} is up to date.`)))
  },
}
