import type { Audience, Draft } from '@kuulolla/core'
import { Dialog, RadioGroup, TextField } from '@kuulolla/ui'
import { createEffect, createSignal, on, Show, type JSX } from 'solid-js'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { AdminForm } from '../form/AdminForm.tsx'
import { filled, NamesFields, type Texts } from '../form/NamesFields.tsx'

type Props = {
  readonly open: boolean
  readonly audience: Audience
  readonly languages: readonly string[]
  readonly onClose: () => void
  readonly onMade: (made: Draft['own'][number]) => void
}

export function OwnQuestionDialog(props: Props): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  const [kind, setKind] = createSignal<'statement' | 'choice'>('statement')
  const [names, setNames] = createSignal<Texts>({})
  const [texts, setTexts] = createSignal<Texts>({})
  const [options, setOptions] = createSignal('3')
  const create = createTask(() =>
    tenant.client.questionnaires.createMeasure.mutate({
      audience: props.audience,
      kind: kind(),
      names: filled(names()),
      texts: filled(texts()),
      options: kind() === 'choice' ? Number(options()) : null,
    }),
  )
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return
        create.clear()
        setKind('statement')
        setNames({})
        setTexts({})
        setOptions('3')
      },
    ),
  )
  const submit = async (): Promise<void> => {
    const made = await create.run()
    if (made === null) return
    props.onMade({ measure: made.code, options: kind() === 'choice' ? Array.from({ length: Number(options()) }, () => ({})) : [] })
  }
  return (
    <Dialog open={props.open} title={t('admin.own.new')} closeLabel={t('dashboard.close')} onClose={props.onClose} wide>
      <AdminForm submit={t('admin.own.create')} busy={create.busy()} problem={create.problem()} onSubmit={() => void submit()} onCancel={props.onClose}>
        <RadioGroup
          legend={t('admin.own.kind')}
          name="kind"
          value={kind()}
          options={[
            { value: 'statement', label: t(props.audience === 'child' ? 'admin.own.faces' : 'admin.own.statement') },
            { value: 'choice', label: t('admin.own.choice') },
          ]}
          onChange={(value) => setKind(value === 'choice' ? 'choice' : 'statement')}
        />
        <div class="two-columns">
          <NamesFields
            label={t('admin.own.name')}
            hint={t('admin.own.name-hint')}
            languages={props.languages}
            value={names()}
            onInput={setNames}
            field="names"
            problem={create.problem()}
          />
        </div>
        <NamesFields
          label={t('admin.own.text')}
          hint={t('admin.own.text-hint')}
          languages={props.languages}
          value={texts()}
          onInput={setTexts}
          field="texts"
          problem={create.problem()}
        />
        <Show when={kind() === 'choice'}>
          <TextField
            label={t('admin.own.options')}
            hint={t('admin.own.options-hint')}
            type="number"
            min={2}
            max={12}
            width="narrow"
            value={options()}
            problem={create.problem()?.fields['options']}
            onInput={(event) => setOptions(event.currentTarget.value)}
          />
        </Show>
      </AdminForm>
    </Dialog>
  )
}
