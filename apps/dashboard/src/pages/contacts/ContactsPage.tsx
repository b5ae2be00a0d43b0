import { inLanguage } from '@kuulolla/core'
import { Button, CheckField, DataTable, Notice, Panel, SelectField, type Column } from '@kuulolla/ui'
import { useSearchParams } from '@solidjs/router'
import { createSignal, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createPages } from '../../data/pages.ts'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { useSession } from '../../session/Session.tsx'
import { Page } from '../../shell/Page.tsx'
import { Empty, Loaded, NoPermission, ProblemNotice } from '../../shell/states.tsx'
import { DueDay } from './DueDay.tsx'
import type { Handler } from './HandOver.tsx'
import { RevealDialog } from './RevealDialog.tsx'

export type ContactRequest = Outputs['contacts']['list']['requests'][number]
export type Wish = { readonly kind: 'taken' | 'closed' | 'reopened' } | { readonly kind: 'handed'; readonly to: Handler }

export function ContactsPage(): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  return (
    <Page title={t('dashboard.nav.contacts')} lead={t('dashboard.contacts.lead')}>
      <Show when={tenant.may('contacts:handle')} fallback={<NoPermission />}>
        <Contacts />
      </Show>
    </Page>
  )
}

function Contacts(): JSX.Element {
  const { t, language, formats } = useLanguage()
  const { client } = useTenant()
  const session = useSession()
  const [search, setSearch] = useSearchParams<{ state: string; mine: string }>()
  const [opened, setOpened] = createSignal<ContactRequest | null>(null)
  const [done, setDone] = createSignal<Wish | null>(null)
  const state = () => (search.state === 'closed' ? ('closed' as const) : ('unclosed' as const))
  const mine = (): boolean => search.mine === 'yes'
  const list = createPages(
    () => ({ state: state(), mine: mine() }),
    (filter, after: { readonly dueOn: string; readonly id: string } | null, signal) =>
      client.contacts.list.query({ ...filter, after }, signal === undefined ? {} : { signal }),
    { rows: (page) => page.requests, next: (page) => page.next },
  )
  const act = createTask(async (id: string, wish: Wish) => {
    switch (wish.kind) {
      case 'taken': {
        const { owner } = await client.contacts.take.mutate({ id })
        // Whoever takes it from the dialog goes on reading there.
        const name = session.me.data()?.name ?? ''
        setOpened((before) => (before === null ? null : { ...before, state: 'in-progress', owner: { userId: owner, name } }))
        break
      }
      case 'handed':
        await client.contacts.take.mutate({ id, owner: wish.to.userId })
        setOpened(null)
        break
      case 'closed':
        await client.contacts.close.mutate({ id })
        setOpened(null)
        break
      case 'reopened':
        await client.contacts.reopen.mutate({ id })
        setOpened(null)
    }
    setDone(wish)
    list.restart()
  })
  const doneText = (wish: Wish): string =>
    wish.kind === 'handed' ? t('dashboard.contacts.handed', { name: wish.to.name }) : t(`dashboard.contacts.${wish.kind}`)
  const stateOf = (request: ContactRequest): string =>
    request.state === 'closed'
      ? t('dashboard.contacts.state.closed-one', { day: request.closedOn === null ? '' : formats().day(request.closedOn) })
      : t(`dashboard.contacts.state.${request.state}`)
  const unitOf = (request: ContactRequest): string => inLanguage(request.unitNames, language())
  const columns = (): readonly Column<ContactRequest>[] => [
    { key: 'unit', label: t('dashboard.contacts.unit'), heads: true, cell: unitOf },
    { key: 'received', label: t('dashboard.contacts.received'), cell: (request) => formats().day(request.receivedOn) },
    {
      key: 'due',
      label: t('dashboard.contacts.due'),
      cell: (request) => <DueDay day={request.dueOn} overdue={request.overdue} />,
    },
    { key: 'owner', label: t('dashboard.contacts.owner'), cell: (request) => request.owner?.name ?? t('dashboard.contacts.nobody') },
    {
      key: 'state',
      label: t('dashboard.contacts.state'),
      cell: stateOf,
    },
    {
      key: 'actions',
      label: t('dashboard.contacts.actions'),
      hiddenLabel: true,
      cell: (request) => (
        <span class="actions contact-actions">
          <Show when={request.state === 'open'}>
            <Button
              aria-label={`${t('dashboard.contacts.take')}: ${unitOf(request)}, ${formats().day(request.receivedOn)}`}
              onClick={() => void act.run(request.id, { kind: 'taken' })}
            >
              {t('dashboard.contacts.take')}
            </Button>
          </Show>
          <Button
            aria-haspopup="dialog"
            aria-label={`${t('dashboard.contacts.open')}: ${unitOf(request)}, ${formats().day(request.receivedOn)}`}
            onClick={() => {
              setDone(null)
              act.clear()
              setOpened(request)
            }}
          >
            {t('dashboard.contacts.open')}
          </Button>
        </span>
      ),
    },
  ]
  return (
    <>
      <div class="row row-end">
        <SelectField
          label={t('dashboard.contacts.show')}
          width="narrow"
          value={state()}
          options={(['unclosed', 'closed'] as const).map((each) => ({ value: each, label: t(`dashboard.contacts.state.${each}`) }))}
          onChange={(value) => setSearch({ state: value === 'closed' ? 'closed' : null })}
        />
        <CheckField
          label={t('dashboard.contacts.mine')}
          checked={mine()}
          onChange={(event) => setSearch({ mine: event.currentTarget.checked ? 'yes' : null })}
        />
      </div>
      <Show when={done()}>
        {(what) => (
          <Notice kind="good" live>
            <p>{doneText(what())}</p>
          </Notice>
        )}
      </Show>
      <Show when={opened() === null}>
        <ProblemNotice problem={act.problem()} />
      </Show>
      <Panel>
        <Loaded query={list.first}>
          {() => (
            <>
              <DataTable
                caption={t('dashboard.nav.contacts')}
                columns={columns()}
                rows={list.rows()}
                empty={
                  <Empty title={t(state() === 'closed' ? 'dashboard.contacts.none-closed' : 'dashboard.contacts.none')}>
                    <p>{t('dashboard.contacts.none-text')}</p>
                  </Empty>
                }
              />
              <ProblemNotice problem={list.more.problem()} />
              <Show when={list.hasMore()}>
                <Button busy={list.more.busy()} onClick={() => void list.more.run()}>
                  {t('dashboard.contacts.more')}
                </Button>
              </Show>
            </>
          )}
        </Loaded>
      </Panel>
      <RevealDialog
        request={opened()}
        stateOf={stateOf}
        problem={act.problem()}
        busy={act.busy()}
        onClose={() => setOpened(null)}
        onDone={(id, wish) => void act.run(id, wish)}
      />
    </>
  )
}
