import { TextField } from '@kuulolla/ui'
import { For, type JSX } from 'solid-js'
import type { Problem } from '../../data/problem.ts'
import { nameOfLanguage, useLanguage } from '../../language/Language.tsx'

export type Texts = Readonly<Record<string, string>>

type Props = {
  /** What the texts are, such as "Name". */
  readonly label: string
  readonly hint?: string
  readonly languages: readonly string[]
  readonly value: Texts
  readonly onInput: (value: Texts) => void
  readonly problem: Problem | null
  /** The field's name in the service's problems. */
  readonly field: string
}

/** One text in each language; what is left empty is left out. */
export function NamesFields(props: Props): JSX.Element {
  const { t } = useLanguage()
  const problemOf = (language: string, first: boolean): string | undefined =>
    props.problem?.fields[`${props.field}.${language}`] ?? (first ? props.problem?.fields[props.field] : undefined)
  return (
    <For each={props.languages}>
      {(language, index) => (
        <TextField
          label={t('admin.in-language', { label: props.label, language: nameOfLanguage(language) })}
          lang={language}
          hint={index() === 0 ? props.hint : undefined}
          value={props.value[language] ?? ''}
          problem={problemOf(language, index() === 0)}
          onInput={(event) => props.onInput({ ...props.value, [language]: event.currentTarget.value })}
        />
      )}
    </For>
  )
}

/** Without the languages that have no text. */
export function filled(texts: Texts): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''))
}
