import { Button, Notice, Panel } from '@kuulolla/ui'
import { createEffect, createSignal, For, on, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createQuery } from '../../data/query.ts'
import { createTask } from '../../data/task.ts'
import { useOutline } from '../../figures/Outline.tsx'
import { bucketName } from '../../figures/period-words.ts'
import { rangeOf, type View } from '../../figures/view.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Loaded, ProblemNotice } from '../../shell/states.tsx'
import { EraseDialog, LeaveOutDialog } from './AnswerDialogs.tsx'

type Text = Outputs['figures']['texts']['texts'][number]

/** What people wrote, the newest week first. `stamp` changes when the figures have moved. */
export function TextsPanel(props: { readonly unitId: number; readonly view: View; readonly stamp: string; readonly onMoved: () => void }): JSX.Element {
  const words = useLanguage()
  const { t } = words
  const { client } = useTenant()
  const { outline } = useOutline()
  const [more, setMore] = createSignal<{ readonly texts: readonly Text[]; readonly next: string | null } | null>(null)

  const [asking, setAsking] = createSignal<{ readonly deed: 'leave-out' | 'erase'; readonly handle: string } | null>(null)
  const [done, setDone] = createSignal<'left-out' | 'erased' | null>(null)

  const asked = () => {
    const { from, to } = rangeOf(props.view.period, outline().today)
    return { unitId: props.unitId, audience: props.view.audience, from, to, limit: 10 }
  }
  const page = createQuery(
    () => ({ input: asked(), stamp: props.stamp }),
    ({ input }, signal) => client.figures.texts.query(input, { signal }),
  )
  // Another view begins at its first page; the same one with new answers keeps what was opened.
  createEffect(
    on(
      () => JSON.stringify(asked()),
      () => setMore(null),
      { defer: true },
    ),
  )

  const next = (): string | null => {
    const opened = more()
    return opened === null ? (page.data()?.next ?? null) : opened.next
  }
  const showMore = createTask(async () => {
    const after = next()
    if (after === null) return
    const found = await client.figures.texts.query({ ...asked(), after })
    setMore((before) => ({ texts: [...(before?.texts ?? []), ...found.texts], next: found.next }))
  })

  const handleFor = (deed: 'leave-out' | 'erase'): string | null => {
    const open = asking()
    return open?.deed === deed ? open.handle : null
  }
  const finish = (what: 'left-out' | 'erased'): void => {
    setAsking(null)
    setDone(what)
    setMore(null)
    page.refetch()
    props.onMoved()
  }
  const ask = (deed: 'leave-out' | 'erase', handle: string): void => {
    setDone(null)
    setAsking({ deed, handle })
  }

  return (
    <Panel title={t('dashboard.unit.texts')}>
      <Show when={done()}>
        {(what) => (
          <Notice kind="good" live>
            <p>{t(`answers.${what()}`)}</p>
          </Notice>
        )}
      </Show>
      <Loaded query={page}>
        {(data) => (
          <Show when={data().state === 'shown'} fallback={<p class="quiet">{t('dashboard.unit.texts.withheld', { threshold: outline().threshold })}</p>}>
            <Show when={data().texts.length > 0} fallback={<p class="quiet">{t('dashboard.unit.texts.none')}</p>}>
              <ul class="texts">
                <For each={[...data().texts, ...(more()?.texts ?? [])]}>
                  {(text) => (
                    <li>
                      <p lang={text.language}>{text.text}</p>
                      <small>{bucketName(text.week, words)}</small>
                      <Show when={text.handle}>
                        {(handle) => (
                          <div class="text-deeds">
                            <Button
                              kind="quiet"
                              aria-haspopup="dialog"
                              aria-label={t('answers.leave-out.one', { text: beginning(text.text) })}
                              onClick={() => ask('leave-out', handle())}
                            >
                              {t('answers.leave-out')}
                            </Button>
                            <Button
                              kind="quiet"
                              aria-haspopup="dialog"
                              aria-label={t('answers.erase.one', { text: beginning(text.text) })}
                              onClick={() => ask('erase', handle())}
                            >
                              {t('answers.erase')}
                            </Button>
                          </div>
                        )}
                      </Show>
                    </li>
                  )}
                </For>
              </ul>
              <p class="visually-hidden" role="status">
                {t('dashboard.unit.texts.shown', { count: data().texts.length + (more()?.texts.length ?? 0) })}
              </p>
              <ProblemNotice problem={showMore.problem()} />
              <Show when={next() !== null}>
                <Button busy={showMore.busy()} onClick={() => void showMore.run()}>
                  {t('dashboard.unit.texts.more')}
                </Button>
              </Show>
            </Show>
          </Show>
        )}
      </Loaded>
      <LeaveOutDialog handle={handleFor('leave-out')} onClose={() => setAsking(null)} onDone={() => finish('left-out')} />
      <EraseDialog handle={handleFor('erase')} onClose={() => setAsking(null)} onDone={() => finish('erased')} />
    </Panel>
  )
}

const beginning = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
