import { inLanguage } from '@kuulolla/core'
import { CheckField, Dialog, TextField } from '@kuulolla/ui'
import { createEffect, createSignal, For, on, type JSX } from 'solid-js'
import { createTask } from '../../data/task.ts'
import { nameOfLanguage, useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { AdminForm } from '../form/AdminForm.tsx'
import type { Edited } from './QuestionnaireEditor.tsx'

type Measure = Edited['measures'][number]
type Props = { readonly measure: Measure | null; readonly languages: readonly string[]; readonly onClose: () => void; readonly onDone: () => void }

/** Adds wordings that count from the next version on; those of published versions stay. */
export function WordingsDialog(props: Props): JSX.Element {
  const { t, language: reading } = useLanguage()
  const tenant = useTenant()
  const [texts, setTexts] = createSignal<Readonly<Record<string, string>>>({})
  const [official, setOfficial] = createSignal(false)
  const [source, setSource] = createSignal('')
  const newest = (language: string): string => props.measure?.wordings.findLast((wording) => wording.language === language)?.text ?? ''
  const changed = (): readonly string[] =>
    props.languages.filter((language) => (texts()[language] ?? '').trim() !== '' && texts()[language] !== newest(language))
  const add = createTask(async () => {
    const measure = props.measure
    if (measure === null) return
    // The same words may become official.
    const languages = official() ? props.languages.filter((language) => (texts()[language] ?? '').trim() !== '') : changed()
    if (languages.length === 0) return
    await tenant.client.questionnaires.addWording.mutate({
      wordings: languages.map((language) => ({ measure: measure.code, language, text: texts()[language] ?? '', official: official(), source: source() })),
    })
  })
  createEffect(
    on(
      () => props.measure,
      (measure) => {
        if (measure === null) return
        add.clear()
        setTexts(Object.fromEntries(props.languages.map((language) => [language, newest(language)])))
        setOfficial(false)
        setSource(tenant.name())
      },
    ),
  )
  const submit = async (): Promise<void> => {
    if ((await add.run()) === null) return
    props.onClose()
    props.onDone()
  }
  // Problems are numbered by what was sent; the texts themselves are never refused but for their length.
  const problem = (field: string): string | undefined => Object.entries(add.problem()?.fields ?? {}).find(([name]) => name.endsWith(`.${field}`))?.[1]
  return (
    <Dialog
      open={props.measure !== null}
      title={t('admin.wordings.title', { name: inLanguage(props.measure?.names ?? {}, reading()) })}
      closeLabel={t('dashboard.close')}
      onClose={props.onClose}
    >
      <AdminForm submit={t('dashboard.save')} busy={add.busy()} problem={add.problem()} onSubmit={() => void submit()} onCancel={props.onClose}>
        <p class="quiet">{t('admin.wordings.lead')}</p>
        <For each={props.languages}>
          {(language) => (
            <TextField
              label={nameOfLanguage(language)}
              lang={language}
              width="wide"
              maxlength={400}
              value={texts()[language] ?? ''}
              onInput={(event) => setTexts({ ...texts(), [language]: event.currentTarget.value })}
            />
          )}
        </For>
        <CheckField label={t('admin.wordings.is-official')} checked={official()} onChange={(event) => setOfficial(event.currentTarget.checked)} />
        <TextField
          label={t('admin.wordings.source')}
          hint={t('admin.wordings.source-hint')}
          maxlength={200}
          value={source()}
          problem={problem('source')}
          onInput={(event) => setSource(event.currentTarget.value)}
        />
      </AdminForm>
    </Dialog>
  )
}
