import { CheckField } from '@kuulolla/ui'
import { For, Show, type JSX } from 'solid-js'
import { nameOfLanguage, useLanguage } from '../../language/Language.tsx'

type Props = {
  readonly languages: readonly string[]
  readonly value: readonly string[]
  readonly problem?: string | undefined
  readonly onChange: (value: readonly string[]) => void
}

/** Which languages, in the organisation's order. */
export function LanguageChecks(props: Props): JSX.Element {
  const { t } = useLanguage()
  const toggle = (language: string, on: boolean): void =>
    props.onChange(props.languages.filter((each) => (each === language ? on : props.value.includes(each))))
  return (
    <fieldset class="fieldset">
      <legend>{t('admin.languages')}</legend>
      <div class="row">
        <For each={props.languages}>
          {(language) => (
            <CheckField
              label={<span lang={language}>{nameOfLanguage(language)}</span>}
              checked={props.value.includes(language)}
              aria-invalid={props.problem === undefined ? undefined : 'true'}
              onChange={(event) => toggle(language, event.currentTarget.checked)}
            />
          )}
        </For>
      </div>
      <Show when={props.problem}>
        <span class="field-problem">{props.problem}</span>
      </Show>
    </fieldset>
  )
}
