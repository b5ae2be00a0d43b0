import { randomBytes } from 'node:crypto'
import { roles, type Actor, type Role } from '@kuulolla/core'
import { inTenant, unitIdByCode } from '@kuulolla/db'
import { OperatorError } from '@kuulolla/runtime'
import { addMember, boundToUnits, createAccounts, listPeople, resetSignIn } from '@kuulolla/services'
import { asOperator, requiredText, text, type Operator } from '../operator.ts'
import { progress } from '../progress.ts'
import { UsageError, type Arguments, type Command } from './command.ts'

export const user: Command = {
  usage:
    'user <create|reset|list> [--email <address>] [--name <name>] [--role <role>] [--unit <code> | --whole-tenant] [--tenant <slug>] [--second-factor-lost]',
  summary: 'give somebody access, make a link to a new password, or list who has access',
  details: [
    `Roles: ${roles.join(', ')}. A unit manager or feedback handler is bound to the subtree of --unit, or to none of them by --whole-tenant.`,
    'create prints a password that is made up and shown once; reset prints a link that works once.',
  ],
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    unit: { type: 'string' },
    'whole-tenant': { type: 'boolean' },
    tenant: { type: 'string' },
    'second-factor-lost': { type: 'boolean' },
  },
  async run(args) {
    const say = progress()
    await asOperator(say, async (operator) => {
      const actor = await operator.actorIn(text(args, 'tenant'))
      switch (args.positionals[0]) {
        case 'create':
          return say.done(await create(operator, actor, args))
        case 'reset':
          return say.done(await reset(operator, actor, args))
        case 'list':
          return say.done(await list(operator, actor))
        default:
          throw new UsageError('create, reset or list?')
      }
    })
  },
}

async function create({ publicUrl, secrets, database, db }: Operator, actor: Actor, args: Arguments): Promise<string> {
  const role = roleOf(requiredText(args, 'role'))
  const email = requiredText(args, 'email')
  const unitCode = text(args, 'unit')
  if (boundToUnits(role) && (unitCode === null) !== (args.values['whole-tenant'] === true)) throw new UsageError(`Say --unit or --whole-tenant for a ${role}.`)
  const unitId = unitCode === null ? null : await inTenant(db, actor.tenantId, (tx) => unitIdByCode(tx, unitCode))
  if (unitCode !== null && unitId === null) throw new OperatorError(`There is no unit "${unitCode}".`)
  const password = randomBytes(15).toString('base64url')
  const accounts = createAccounts({ databaseUrl: database.app, baseUrl: publicUrl, secret: secrets.authSecret, mail: null })
  try {
    await addMember(
      { db, accounts },
      { tenantId: actor.tenantId, email, name: text(args, 'name') ?? email, password, role, units: unitId === null ? null : [unitId] },
      'operator',
    )
  } finally {
    await accounts.close()
  }
  return `${email} may sign in as ${role}. Password, shown only now: ${password}`
}

async function reset({ publicUrl, dependencies }: Operator, actor: Actor, args: Arguments): Promise<string> {
  const email = requiredText(args, 'email').toLowerCase()
  const person = (await listPeople.call(dependencies, actor, {})).find((each) => each.email === email)
  if (person === undefined) throw new OperatorError(`Nobody with the address ${email} has access here.`)
  const { link } = await resetSignIn.call({ ...dependencies, publicUrl, mail: null, onTrouble: () => undefined }, actor, {
    membershipId: person.membershipId,
    secondFactorLost: args.values['second-factor-lost'] === true,
  })
  return `A new password for ${email} can be chosen until ${link.until}, once, at\n${link.url}`
}

async function list({ dependencies }: Operator, actor: Actor): Promise<string> {
  const people = await listPeople.call(dependencies, actor, {})
  return people.map((person) => `${person.email}  ${person.role}${person.active ? '' : '  (deactivated)'}  ${person.name}`).join('\n')
}

function roleOf(name: string): Role {
  const role = roles.find((each) => each === name)
  if (role === undefined) throw new UsageError(`--role ${name}: one of ${roles.join(', ')}.`)
  return role
}
