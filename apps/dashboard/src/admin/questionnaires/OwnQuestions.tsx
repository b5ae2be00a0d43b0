import { inLanguage, type Draft } from '@kuulolla/core'
import { Button, SelectField, TextField } from '@kuulolla/ui'
import { createSignal, For, Index, Show, type JSX } from 'solid-js'
import { nameOfLanguage, useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { MeasureWordings } from './MeasureWordings.tsx'
import { OwnQuestionDialog } from './OwnQuestionDialog.tsx'
import { WordingsDialog } from './WordingsDialog.tsx'
import type { Edited, SectionProps } from './QuestionnaireEditor.tsx'

type Measure = Edited['measures'][number]
type Own = Draft['own'][number]

/** The organisation's own questions, after the national ones. */
export function OwnQuestions(props: SectionProps & { readonly onMeasures: () => void }): JSX.Element {
  const { t, language } = useLanguage()
  const [creating, setCreating] = createSignal(false)
  const [wording, setWording] = createSignal<Measure | null>(null)
  const own = (): readonly Own[] => props.session.draft().own
  const measureOf = (code: string): Measure | undefined => props.edited.measures.find((each) => each.code === code)
  const unused = (): readonly Measure[] =>
    props.edited.measures.filter((measure) => measure.standard === null && !own().some((each) => each.measure === measure.code))
  const set = (next: readonly Own[]): void => props.session.edit({ own: [...next] })
  const move = (index: number, by: -1 | 1): void => {
    const next = [...own()]
    const [taken] = next.splice(index, 1)
    if (taken !== undefined) next.splice(index + by, 0, taken)
    set(next)
  }
  const add = (code: string): void => {
    const measure = measureOf(code)
    if (measure === undefined) return
    set([...own(), { measure: code, options: measure.scale === 'choice' ? Array.from({ length: measure.options }, () => ({})) : [] }])
  }
  return (
    <div class="stack">
      <p class="quiet">{t('admin.questionnaires.own-lead')}</p>
      <ul class="plain-list">
        <For each={own().map((each) => each.measure)}>
          {(code, index) => (
            <Show when={measureOf(code)}>
              {(measure) => (
                <li class="question">
                  <h3>{inLanguage(measure().names, language())}</h3>
                  <MeasureWordings measure={measure()} languages={props.session.draft().languages} problemOf={props.problemOf} />
                  <Show when={measure().scale === 'choice'}>
                    <Options {...props} code={code} />
                  </Show>
                  <div class="row">
                    <Button kind="quiet" onClick={() => setWording(measure())}>
                      {t('admin.wordings.add')}
                    </Button>
                    <Button kind="quiet" disabled={index() === 0} onClick={() => move(index(), -1)}>
                      {t('admin.questionnaires.up')}
                    </Button>
                    <Button kind="quiet" disabled={index() === own().length - 1} onClick={() => move(index(), 1)}>
                      {t('admin.questionnaires.down')}
                    </Button>
                    <Button kind="quiet" onClick={() => set(own().filter((each) => each.measure !== code))}>
                      {t('dashboard.remove')}
                    </Button>
                  </div>
                </li>
              )}
            </Show>
          )}
        </For>
      </ul>
      <div class="row row-end">
        <Button onClick={() => setCreating(true)}>{t('admin.own.new')}</Button>
        <Show when={unused().length > 0}>
          <SelectField
            label={t('admin.own.earlier')}
            value=""
            options={[
              { value: '', label: t('admin.own.choose') },
              ...unused().map((measure) => ({ value: measure.code, label: inLanguage(measure.names, language()) })),
            ]}
            onChange={add}
          />
        </Show>
      </div>
      <OwnQuestionDialog
        open={creating()}
        audience={props.edited.questionnaire.audience}
        languages={props.session.draft().languages}
        onClose={() => setCreating(false)}
        onMade={(made) => {
          setCreating(false)
          set([...own(), made])
          props.onMeasures()
        }}
      />
      <WordingsDialog measure={wording()} languages={props.session.draft().languages} onClose={() => setWording(null)} onDone={props.onMeasures} />
    </div>
  )
}

function Options(props: SectionProps & { readonly code: string }): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  const options = (): Own['options'] => props.session.draft().own.find((each) => each.measure === props.code)?.options ?? []
  const write = (place: number, language: string, text: string): void =>
    props.session.edit({
      own: props.session.draft().own.map((each) =>
        each.measure === props.code
          ? {
              measure: each.measure,
              options: each.options.map((option, n) => (n === place ? { ...option, [language]: { text, official: false, source: tenant.slug } } : option)),
            }
          : each,
      ),
    })
  return (
    <>
      <Show when={props.problemOf(`own.${props.code}.options`)}>{(text) => <span class="field-problem">{text()}</span>}</Show>
      <Index each={options()}>
        {(option, place) => (
          <div class="row row-end">
            <For each={props.session.draft().languages}>
              {(language) => (
                <TextField
                  label={t('admin.own.option', { number: place + 1, language: nameOfLanguage(language) })}
                  lang={language}
                  maxlength={120}
                  value={option()[language]?.text ?? ''}
                  problem={props.problemOf(`own.${props.code}.options.${place}.${language}`)}
                  onInput={(event) => write(place, language, event.currentTarget.value)}
                />
              )}
            </For>
          </div>
        )}
      </Index>
    </>
  )
}
