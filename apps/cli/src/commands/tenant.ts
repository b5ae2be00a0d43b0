import { nationalStandards, type LocalisedText } from '@kuulolla/core'
import { createTenant, takeStandard } from '@kuulolla/services'
import { asOperator, requiredText, text } from '../operator.ts'
import { progress } from '../progress.ts'
import { UsageError, type Arguments, type Command } from './command.ts'

const kinds = ['county', 'city', 'joint-authority', 'private'] as const

export const tenant: Command = {
  usage: 'tenant <create|take-standard> --slug <slug> [--name-fi <name>] [--name-sv <name>] [--name-en <name>] [--kind <kind>]',
  summary: 'make an organisation, or give one the measures and wordings of the standard that this version carries',
  details: [
    `create needs --name-fi and --kind: ${kinds.join(', ')}. The slug stands in addresses: a–z, 0–9 and hyphens.`,
    'It comes with the national measures and questionnaires; next it needs an administrator: kuulolla user create.',
    `take-standard (${nationalStandards.map(({ code, version }) => `${code} ${version}`).join(', ')}) adds what is missing; drafts and published versions stay as they are.`,
  ],
  options: {
    slug: { type: 'string' },
    'name-fi': { type: 'string' },
    'name-sv': { type: 'string' },
    'name-en': { type: 'string' },
    kind: { type: 'string' },
  },
  async run(args) {
    const [deed] = args.positionals
    if (deed !== 'create' && deed !== 'take-standard') throw new UsageError('create or take-standard?')
    const slug = requiredText(args, 'slug')
    const made = deed === 'create' ? { slug, names: namesOf(args), kind: kindOf(args), settings: {} } : null
    const say = progress()
    await asOperator(say, async ({ dependencies, actorIn }) => {
      if (made !== null) {
        await createTenant(dependencies, made, 'operator')
        return say.done(
          `${made.names['fi']} is there as "${slug}", with the national questionnaires. Next, its first administrator:\n  kuulolla user create --role administrator --email <address> --name <name> --tenant ${slug}`,
        )
      }
      const { measures, wordings } = await takeStandard.call(dependencies, await actorIn(slug), {})
      say.done(`${measures} measures and ${wordings} wordings added${measures + wordings === 0 ? ': it has all of them' : ''}.`)
    })
  },
}

function namesOf(args: Arguments): LocalisedText {
  const others = ['sv', 'en'].map((language) => [language, text(args, `name-${language}`)] as const)
  return { fi: requiredText(args, 'name-fi'), ...Object.fromEntries(others.filter(([, name]) => name !== null)) }
}

function kindOf(args: Arguments): (typeof kinds)[number] {
  const given = requiredText(args, 'kind')
  const kind = kinds.find((each) => each === given)
  if (kind === undefined) throw new UsageError(`--kind ${given}: one of ${kinds.join(', ')}.`)
  return kind
}
