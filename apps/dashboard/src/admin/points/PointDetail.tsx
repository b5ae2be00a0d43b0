import './points.css'
import { inLanguage } from '@kuulolla/core'
import { Button, buttonClass, DataTable, Notice, Panel } from '@kuulolla/ui'
import { createSignal, For, Show, type JSX } from 'solid-js'
import { createQuery } from '../../data/query.ts'
import { createTask } from '../../data/task.ts'
import { nameOfLanguage, useLanguage } from '../../language/Language.tsx'
import { useSession } from '../../session/Session.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Loaded, ProblemNotice } from '../../shell/states.tsx'
import { ClosePointDialog, EditPointDialog, RepointDialog } from './point-dialogs.tsx'
import { posterAddress, qrAddress, surveyAddress } from './point-addresses.ts'

type Open = 'edit' | 'repoint' | 'close' | null

export function PointDetail(props: { readonly pointId: number }): JSX.Element {
  const { t, formats, language } = useLanguage()
  const tenant = useTenant()
  const session = useSession()
  // A tenant's page is there only when the session is.
  const addressOf = (code: string): string => surveyAddress(session.me.data()?.publicUrl ?? '', code)
  const [open, setOpen] = createSignal<Open>(null)
  const [copied, setCopied] = createSignal(false)
  const history = createQuery(
    () => props.pointId,
    (pointId, signal) => tenant.client.points.history.query({ pointId }, { signal }),
    { keep: false },
  )
  const choices = createQuery(
    () => true,
    (_, signal) => tenant.client.points.choices.query({}, { signal }),
  )
  const reopen = createTask(() => tenant.client.points.reopen.mutate({ pointId: props.pointId }))
  const changed = (): void => {
    setOpen(null)
    history.refetch()
  }
  const copy = async (code: string): Promise<void> => {
    await navigator.clipboard.writeText(addressOf(code))
    setCopied(true)
  }

  return (
    <Page title={history.data()?.point.name ?? t('admin.points.one')} crumbs={[{ label: t('dashboard.nav.admin.points'), href: tenant.path('/admin/points') }]}>
      <Loaded query={history}>
        {(data) => {
          const point = () => data().point
          return (
            <>
              <Show when={point().closedAt}>
                {(at) => (
                  <Notice>
                    <div class="row">
                      <span>{t('admin.points.closed-notice', { at: formats().instant(at()) })}</span>
                      <Button busy={reopen.busy()} onClick={() => void reopen.run().then((done) => done !== null && changed())}>
                        {t('admin.points.reopen')}
                      </Button>
                    </div>
                  </Notice>
                )}
              </Show>
              <ProblemNotice problem={reopen.problem()} />
              <Panel>
                <div class="point">
                  <figure class="point-qr">
                    <img src={qrAddress(tenant.slug, point().id, 'svg')} width="200" height="200" alt={t('admin.points.qr-alt', { code: point().code })} />
                    <figcaption class="row">
                      <a class={buttonClass('quiet')} href={qrAddress(tenant.slug, point().id, 'svg')} download={`${point().code}.svg`}>
                        SVG
                      </a>
                      <a class={buttonClass('quiet')} href={qrAddress(tenant.slug, point().id, 'png')} download={`${point().code}.png`}>
                        PNG
                      </a>
                    </figcaption>
                  </figure>
                  <div class="stack">
                    <dl class="facts">
                      <dt>{t('admin.points.link')}</dt>
                      <dd class="row">
                        <a href={addressOf(point().code)} target="_blank" rel="noopener">
                          {addressOf(point().code)}
                        </a>
                        <Button onClick={() => void copy(point().code)}>{t(copied() ? 'dashboard.copied' : 'dashboard.copy')}</Button>
                        <span class="visually-hidden" role="status">
                          {copied() ? t('dashboard.copied') : ''}
                        </span>
                      </dd>
                      <dt>{t('admin.unit')}</dt>
                      <dd>{inLanguage(point().unitNames, language())}</dd>
                      <dt>{t('admin.points.questionnaire')}</dt>
                      <dd>
                        {inLanguage(point().questionnaireNames, language())} ({t(`admin.audience.${point().audience}`)})
                      </dd>
                      <dt>{t('admin.points.channel')}</dt>
                      <dd>{t(`admin.channel.${point().channel}`)}</dd>
                      <dt>{t('admin.languages')}</dt>
                      <dd>{formats().list(point().languages.map(nameOfLanguage))}</dd>
                    </dl>
                    <div class="row">
                      <For each={['a4', 'a5'] as const}>
                        {(paper) => (
                          <a class={buttonClass()} href={posterAddress(tenant.slug, [point().id], paper)} download="">
                            {t('admin.points.poster', { paper: paper.toUpperCase() })}
                          </a>
                        )}
                      </For>
                    </div>
                    <div class="row">
                      <Button onClick={() => setOpen('edit')}>{t('admin.points.edit')}</Button>
                      <Button onClick={() => setOpen('repoint')}>{t('admin.points.repoint')}</Button>
                      <Show when={point().closedAt === null}>
                        <Button kind="danger" onClick={() => setOpen('close')}>
                          {t('admin.points.close')}
                        </Button>
                      </Show>
                    </div>
                  </div>
                </div>
              </Panel>
              <Panel title={t('admin.points.history')}>
                <DataTable
                  caption={t('admin.points.history')}
                  rows={data().periods}
                  columns={[
                    {
                      key: 'period',
                      label: t('admin.points.period'),
                      heads: true,
                      cell: (period) =>
                        period.until === null
                          ? t('admin.points.since', { from: formats().instant(period.from) })
                          : t('admin.points.between', { from: formats().instant(period.from), until: formats().instant(period.until) }),
                    },
                    { key: 'unit', label: t('admin.unit'), cell: (period) => inLanguage(period.unitNames, language()) },
                    { key: 'questionnaire', label: t('admin.points.questionnaire'), cell: (period) => inLanguage(period.questionnaireNames, language()) },
                  ]}
                />
              </Panel>
              <Show when={choices.data()}>
                {(loaded) => (
                  <>
                    <EditPointDialog open={open() === 'edit'} point={point()} choices={loaded()} onClose={() => setOpen(null)} onDone={changed} />
                    <RepointDialog open={open() === 'repoint'} point={point()} choices={loaded()} onClose={() => setOpen(null)} onDone={changed} />
                    <ClosePointDialog open={open() === 'close'} point={point()} onClose={() => setOpen(null)} onDone={changed} />
                  </>
                )}
              </Show>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
