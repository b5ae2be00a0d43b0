import { Button, CheckField } from '@kuulolla/ui'
import { createSignal, For, Show, type JSX } from 'solid-js'
import { inLanguage } from '@kuulolla/core'
import { useLanguage } from '../../language/Language.tsx'
import { MeasureWordings } from './MeasureWordings.tsx'
import { WordingsDialog } from './WordingsDialog.tsx'
import type { Edited, SectionProps } from './QuestionnaireEditor.tsx'

type Measure = Edited['measures'][number]

/** The national set in its fixed order: which statements are asked, and in which words. */
export function NationalQuestions(props: SectionProps & { readonly onWordings: () => void }): JSX.Element {
  const { t, language } = useLanguage()
  const [wording, setWording] = createSignal<Measure | null>(null)
  const national = (): readonly Measure[] => props.edited.measures.filter((measure) => measure.standard !== null)
  const asked = (measure: Measure): boolean => measure.scale === 'nps' || props.session.draft().statements.includes(measure.code)
  const toggle = (measure: Measure, on: boolean): void => {
    const others = props.session.draft().statements.filter((code) => code !== measure.code)
    props.session.edit({ statements: on ? [...others, measure.code] : others })
  }
  return (
    <div class="stack">
      <p class="quiet">{t('admin.questionnaires.national-lead')}</p>
      <Show when={props.problemOf('statements')}>{(text) => <span class="field-problem">{text()}</span>}</Show>
      <ul class="plain-list">
        <For each={national()}>
          {(measure) => (
            <li class="question">
              <CheckField
                label={
                  measure.scale === 'nps'
                    ? t('admin.questionnaires.always', { name: inLanguage(measure.names, language()) })
                    : inLanguage(measure.names, language())
                }
                checked={asked(measure)}
                disabled={measure.scale === 'nps'}
                aria-invalid={props.problemOf('statements') === undefined ? undefined : 'true'}
                onChange={(event) => toggle(measure, event.currentTarget.checked)}
              />
              <Show when={asked(measure)}>
                <MeasureWordings measure={measure} languages={props.session.draft().languages} problemOf={props.problemOf} />
                <div>
                  <Button kind="quiet" onClick={() => setWording(measure)}>
                    {t('admin.wordings.add')}
                  </Button>
                </div>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <WordingsDialog measure={wording()} languages={props.session.draft().languages} onClose={() => setWording(null)} onDone={props.onWordings} />
    </div>
  )
}
