import { TextField } from '@kuulolla/ui'
import { For, type JSX } from 'solid-js'
import { nameOfLanguage, useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import type { SectionProps } from './QuestionnaireEditor.tsx'

export function OpenText(props: SectionProps): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  const write = (language: string, text: string): void =>
    props.session.edit({ text: { ...props.session.draft().text, [language]: { text, official: false, source: tenant.slug } } })
  return (
    <div class="stack">
      <p class="quiet">{t('admin.questionnaires.open-text-lead')}</p>
      <For each={props.session.draft().languages}>
        {(language) => (
          <TextField
            label={t('admin.in-language', { label: t('admin.questionnaires.question'), language: nameOfLanguage(language) })}
            lang={language}
            width="wide"
            maxlength={400}
            value={props.session.draft().text[language]?.text ?? ''}
            problem={props.problemOf(`text.${language}`)}
            onInput={(event) => write(language, event.currentTarget.value)}
          />
        )}
      </For>
    </div>
  )
}
