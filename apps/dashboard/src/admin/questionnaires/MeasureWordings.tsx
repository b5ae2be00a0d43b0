import { For, Show, type JSX } from 'solid-js'
import { nameOfLanguage, useLanguage } from '../../language/Language.tsx'
import type { Edited } from './QuestionnaireEditor.tsx'

type Measure = Edited['measures'][number]
type Props = { readonly measure: Measure; readonly languages: readonly string[]; readonly problemOf: (field: string) => string | undefined }

/** The newest wording in each language, and whose words they are. */
export function MeasureWordings(props: Props): JSX.Element {
  const { t } = useLanguage()
  return (
    <ul class="plain-list">
      <For each={props.languages}>
        {(language) => (
          <li>
            <span class="visually-hidden">{nameOfLanguage(language)}: </span>
            <Show
              when={props.measure.wordings.findLast((wording) => wording.language === language)}
              fallback={
                <span class="field-problem">{props.problemOf(`wording.${props.measure.code}.${language}`) ?? t('errors.wording-missing', { language })}</span>
              }
            >
              {(wording) => (
                <>
                  <span lang={language}>{wording().text}</span>{' '}
                  <span class="tag">
                    {wording().official
                      ? t('admin.wordings.official', { source: wording().source })
                      : t('admin.wordings.unofficial', { source: wording().source })}
                  </span>
                </>
              )}
            </Show>
          </li>
        )}
      </For>
    </ul>
  )
}
