import { changeRole, deactivatePerson, invitePerson, listPeople, reactivatePerson, resetSignIn } from '@kuulolla/services'
import { procedure } from '../trpc.ts'

export const people = {
  list: procedure(listPeople),
  invite: procedure(invitePerson),
  changeRole: procedure(changeRole),
  deactivate: procedure(deactivatePerson),
  reactivate: procedure(reactivatePerson),
  resetSignIn: procedure(resetSignIn),
}
