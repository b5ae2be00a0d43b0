import { Button } from '@kuulolla/ui'
import type { JSX } from 'solid-js'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { ProblemNotice } from '../../shell/states.tsx'
import type { Person } from './PeoplePage.tsx'
import { createRights, RightsFields } from './RightsFields.tsx'

export function RightsForm(props: { readonly person: Person; readonly onDone: () => void; readonly onCancel: () => void }): JSX.Element {
  const { t } = useLanguage()
  const { client } = useTenant()
  const rights = createRights(props.person.role, props.person.units?.map((unit) => unit.id) ?? null)
  const change = createTask(async () => {
    await client.people.changeRole.mutate({ membershipId: props.person.membershipId, ...rights.value() })
    props.onDone()
  })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void change.run()
  }
  return (
    <form class="stack" onSubmit={submit}>
      <RightsFields rights={rights} />
      <ProblemNotice problem={change.problem()} />
      <div class="row">
        <Button type="submit" kind="primary" busy={change.busy()}>
          {t('dashboard.save')}
        </Button>
        <Button onClick={() => props.onCancel()}>{t('dashboard.cancel')}</Button>
      </div>
    </form>
  )
}
