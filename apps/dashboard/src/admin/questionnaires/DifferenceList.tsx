import { differencesBetween, inLanguage, type Difference, type VersionContent } from '@kuulolla/core'
import { For, Show, type JSX } from 'solid-js'
import { nameOfLanguage, useLanguage } from '../../language/Language.tsx'
import type { Edited } from './QuestionnaireEditor.tsx'

type Props = { readonly before: VersionContent; readonly after: VersionContent; readonly measures: Edited['measures'] }

/** What changes from one version to the next, in words. */
export function DifferenceList(props: Props): JSX.Element {
  const { t, language } = useLanguage()
  const nameOf = (difference: Extract<Difference, { item: unknown }>): string => {
    const { item } = difference
    if (item.kind === 'text') return t('admin.questionnaires.open-text')
    const measure = props.measures.find((each) => each.code === item.measure)
    return measure === undefined ? item.measure : inLanguage(measure.names, language())
  }
  const sentence = (difference: Difference): string => {
    switch (difference.kind) {
      case 'added':
      case 'removed':
      case 'moved':
      case 'scale':
        return t(`admin.difference.${difference.kind}`, { name: nameOf(difference) })
      case 'reworded':
        return t('admin.difference.reworded', {
          name: nameOf(difference),
          language: nameOfLanguage(difference.language),
          before: difference.before ?? '–',
          after: difference.after ?? '–',
        })
      case 'standing':
        return t(difference.official ? 'admin.difference.official' : 'admin.difference.unofficial', {
          name: nameOf(difference),
          language: nameOfLanguage(difference.language),
          source: difference.source,
        })
      case 'retitled':
        return t('admin.difference.retitled', {
          language: nameOfLanguage(difference.language),
          before: difference.before ?? '–',
          after: difference.after ?? '–',
        })
      case 'language-added':
      case 'language-removed':
        return t(`admin.difference.${difference.kind}`, { language: nameOfLanguage(difference.language) })
    }
  }
  const differences = (): readonly Difference[] => differencesBetween(props.before, props.after)
  return (
    <Show when={differences().length > 0} fallback={<p class="quiet">{t('admin.difference.none')}</p>}>
      <ul>
        <For each={differences()}>{(difference) => <li>{sentence(difference)}</li>}</For>
      </ul>
    </Show>
  )
}
