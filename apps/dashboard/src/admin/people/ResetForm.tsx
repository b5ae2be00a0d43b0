import { Button, CheckField, SelectField } from '@kuulolla/ui'
import { createSignal, type JSX } from 'solid-js'
import { createTask } from '../../data/task.ts'
import { nameOfLanguage, useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { ProblemNotice } from '../../shell/states.tsx'
import type { Person } from './PeoplePage.tsx'
import type { HandedLink } from './SetupLinkNotice.tsx'

export function ResetForm(props: { readonly person: Person; readonly onDone: (handed: HandedLink) => void; readonly onCancel: () => void }): JSX.Element {
  const { t, language: own, languages } = useLanguage()
  const { client } = useTenant()
  const [lost, setLost] = createSignal(false)
  const [language, setLanguage] = createSignal(own())
  const reset = createTask(async () => {
    props.onDone(await client.people.resetSignIn.mutate({ membershipId: props.person.membershipId, secondFactorLost: lost(), language: language() }))
  })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void reset.run()
  }
  return (
    <form class="stack" onSubmit={submit}>
      <p>{t('dashboard.people.reset-text')}</p>
      <CheckField label={t('dashboard.people.reset-second')} checked={lost()} onChange={(event) => setLost(event.currentTarget.checked)} />
      <SelectField
        label={t('dashboard.people.language')}
        width="narrow"
        value={language()}
        options={languages().map((each) => ({ value: each, label: nameOfLanguage(each) }))}
        onChange={setLanguage}
      />
      <ProblemNotice problem={reset.problem()} />
      <div class="row">
        <Button type="submit" kind="primary" busy={reset.busy()}>
          {t('dashboard.people.reset')}
        </Button>
        <Button onClick={() => props.onCancel()}>{t('dashboard.cancel')}</Button>
      </div>
    </form>
  )
}
