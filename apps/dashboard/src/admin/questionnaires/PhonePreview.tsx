import { SelectField } from '@kuulolla/ui'
import { createEffect, createSignal, Show, type JSX } from 'solid-js'
import { nameOfLanguage, useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'

type Props = {
  readonly questionnaireId: number
  readonly languages: readonly string[]
  /** The draft's revision: another one is shown anew. */
  readonly revision: number
  /** Is there enough to show a page? */
  readonly ready: boolean
}

/** The survey page as a phone shows it, from the draft as saved. */
export function PhonePreview(props: Props): JSX.Element {
  const { t, language: reading } = useLanguage()
  const tenant = useTenant()
  const [language, setLanguage] = createSignal(reading())
  createEffect(() => {
    const first = props.languages[0]
    if (!props.languages.includes(language()) && first !== undefined) setLanguage(first)
  })
  const address = (): string =>
    `/api/t/${encodeURIComponent(tenant.slug)}/questionnaires/${props.questionnaireId}/preview?language=${encodeURIComponent(language())}&revision=${props.revision}`
  return (
    <section class="phone stack" aria-label={t('admin.questionnaires.preview')}>
      <SelectField
        label={t('admin.questionnaires.preview')}
        value={language()}
        options={props.languages.map((each) => ({ value: each, label: nameOfLanguage(each) }))}
        onChange={setLanguage}
      />
      <Show when={props.ready} fallback={<p class="quiet">{t('admin.questionnaires.no-preview')}</p>}>
        <div class="phone-frame">
          {/* Looked at only: nothing in it may run, navigate or send. */}
          <iframe src={address()} title={t('admin.questionnaires.preview')} sandbox="" />
        </div>
      </Show>
    </section>
  )
}
