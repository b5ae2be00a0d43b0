import { Button, SelectField, TextField } from '@kuulolla/ui'
import { createSignal, type JSX } from 'solid-js'
import { createTask } from '../../data/task.ts'
import { nameOfLanguage, useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { ProblemNotice } from '../../shell/states.tsx'
import { createRights, RightsFields } from './RightsFields.tsx'
import type { HandedLink } from './SetupLinkNotice.tsx'

export function InviteForm(props: { readonly onDone: (handed: HandedLink) => void; readonly onCancel: () => void }): JSX.Element {
  const { t, language: own, languages } = useLanguage()
  const { client } = useTenant()
  const [email, setEmail] = createSignal('')
  const [name, setName] = createSignal('')
  const [language, setLanguage] = createSignal(own())
  const rights = createRights('unit-manager', [])
  const invite = createTask(async () => {
    props.onDone(await client.people.invite.mutate({ email: email().trim(), name: name().trim(), language: language(), ...rights.value() }))
  })
  const problemOf = (field: string): string | null => invite.problem()?.fields[field] ?? null
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void invite.run()
  }
  return (
    <form class="stack" onSubmit={submit}>
      <TextField
        label={t('dashboard.people.name')}
        required
        maxlength={100}
        problem={problemOf('name')}
        value={name()}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <TextField
        label={t('dashboard.people.email')}
        type="email"
        required
        maxlength={200}
        problem={problemOf('email')}
        value={email()}
        onInput={(event) => setEmail(event.currentTarget.value)}
      />
      <SelectField
        label={t('dashboard.people.language')}
        width="narrow"
        value={language()}
        options={languages().map((each) => ({ value: each, label: nameOfLanguage(each) }))}
        onChange={setLanguage}
      />
      <RightsFields rights={rights} />
      <ProblemNotice problem={invite.problem()} />
      <div class="row">
        <Button type="submit" kind="primary" busy={invite.busy()}>
          {t('dashboard.people.invite')}
        </Button>
        <Button onClick={() => props.onCancel()}>{t('dashboard.cancel')}</Button>
      </div>
    </form>
  )
}
