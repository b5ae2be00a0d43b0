import { TextField } from '@kuulolla/ui'
import { For, type JSX } from 'solid-js'
import { nameOfLanguage, useLanguage } from '../../language/Language.tsx'
import { LanguageChecks } from '../points/LanguageChecks.tsx'
import type { SectionProps } from './QuestionnaireEditor.tsx'

export function LanguageAndTitle(props: SectionProps): JSX.Element {
  const { t } = useLanguage()
  const languages = (): readonly string[] => [...new Set([...props.edited.tenantLanguages, ...props.session.draft().languages])]
  return (
    <div class="stack">
      <LanguageChecks
        languages={languages()}
        value={props.session.draft().languages}
        problem={props.problemOf('languages')}
        onChange={(value) => props.session.edit({ languages: [...value] })}
      />
      <For each={props.session.draft().languages}>
        {(language) => (
          <TextField
            label={t('admin.in-language', { label: t('admin.questionnaires.title'), language: nameOfLanguage(language) })}
            lang={language}
            width="wide"
            maxlength={200}
            value={props.session.draft().title[language] ?? ''}
            problem={props.problemOf(`title.${language}`)}
            onInput={(event) => props.session.edit({ title: { ...props.session.draft().title, [language]: event.currentTarget.value } })}
          />
        )}
      </For>
    </div>
  )
}
