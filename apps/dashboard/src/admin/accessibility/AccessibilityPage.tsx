import { Button, DataTable, Notice, Panel, SelectField } from '@kuulolla/ui'
import { useSearchParams } from '@solidjs/router'
import { createSignal, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createQuery } from '../../data/query.ts'
import { useLanguage } from '../../language/Language.tsx'
import { DueDay } from '../../pages/contacts/DueDay.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Empty, Loaded, NoPermission } from '../../shell/states.tsx'
import './accessibility.css'
import { FeedbackDialog } from './FeedbackDialog.tsx'

export type Feedback = Outputs['accessibility']['list'][number]

/** What people have said of the pages' accessibility, by the day it has to be answered. */
export function AccessibilityPage(): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  return (
    <Show when={tenant.may('settings:manage')} fallback={<NoPermission />}>
      <Page title={t('dashboard.nav.admin.accessibility')} lead={t('dashboard.accessibility.lead')}>
        <FeedbackList />
      </Page>
    </Show>
  )
}

function FeedbackList(): JSX.Element {
  const { t, formats } = useLanguage()
  const { client } = useTenant()
  const [search, setSearch] = useSearchParams<{ state: string }>()
  const state = () => (search.state === 'closed' ? ('closed' as const) : ('open' as const))
  const [opened, setOpened] = createSignal<Feedback | null>(null)
  const [closed, setClosed] = createSignal(false)
  const list = createQuery(state, (wanted, signal) => client.accessibility.list.query({ state: wanted }, { signal }))
  return (
    <>
      <div class="row row-end">
        <SelectField
          label={t('dashboard.contacts.show')}
          width="narrow"
          value={state()}
          options={[
            { value: 'open', label: t('dashboard.contacts.state.unclosed') },
            { value: 'closed', label: t('dashboard.contacts.state.closed') },
          ]}
          onChange={(value) => setSearch({ state: value === 'closed' ? 'closed' : null })}
        />
      </div>
      <Show when={closed()}>
        <Notice kind="good" live>
          <p>{t('dashboard.accessibility.closed')}</p>
        </Notice>
      </Show>
      <Panel>
        <Loaded query={list}>
          {(data) => (
            <DataTable
              caption={t('dashboard.nav.admin.accessibility')}
              rows={data()}
              empty={
                <Empty title={t(state() === 'closed' ? 'dashboard.accessibility.none-closed' : 'dashboard.accessibility.none')}>
                  <p>{t('dashboard.accessibility.none-text')}</p>
                </Empty>
              }
              columns={[
                { key: 'body', label: t('dashboard.accessibility.body'), heads: true, cell: (row: Feedback) => <span class="feedback-start">{row.body}</span> },
                { key: 'received', label: t('dashboard.contacts.received'), cell: (row) => formats().day(row.receivedOn) },
                { key: 'due', label: t('dashboard.contacts.due'), cell: (row) => <DueDay day={row.dueOn} overdue={row.overdue} /> },
                {
                  key: 'reply',
                  label: t('dashboard.accessibility.reply'),
                  cell: (row) => t(row.answerable ? 'dashboard.accessibility.sealed' : 'dashboard.accessibility.no-reply'),
                },
                {
                  key: 'actions',
                  label: t('dashboard.contacts.actions'),
                  hiddenLabel: true,
                  cell: (row) => (
                    <span class="actions">
                      <Button
                        aria-haspopup="dialog"
                        aria-label={`${t('dashboard.contacts.open')}: ${t('dashboard.accessibility.title', { day: formats().day(row.receivedOn) })}`}
                        onClick={() => {
                          setClosed(false)
                          setOpened(row)
                        }}
                      >
                        {t('dashboard.contacts.open')}
                      </Button>
                    </span>
                  ),
                },
              ]}
            />
          )}
        </Loaded>
      </Panel>
      <FeedbackDialog
        feedback={opened()}
        onClose={() => setOpened(null)}
        onAnswered={() => {
          setOpened(null)
          setClosed(true)
          list.refetch()
        }}
      />
    </>
  )
}
