import { inLanguage } from '@kuulolla/core'
import { Button, DataTable, Dialog, Panel, type Column } from '@kuulolla/ui'
import { createSignal, Match, Show, Switch, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createQuery } from '../../data/query.ts'
import { createTask } from '../../data/task.ts'
import { OutlineProvider } from '../../figures/Outline.tsx'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Loaded, NoPermission, ProblemNotice } from '../../shell/states.tsx'
import { InviteForm } from './InviteForm.tsx'
import { ResetForm } from './ResetForm.tsx'
import { RightsForm } from './RightsForm.tsx'
import { SetupLinkNotice, type HandedLink } from './SetupLinkNotice.tsx'

export type Person = Outputs['people']['list'][number]
type Open = { readonly kind: 'invite' } | { readonly kind: 'change' | 'reset' | 'deactivate'; readonly person: Person }

export function PeoplePage(): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  return (
    <Page title={t('dashboard.nav.admin.people')} lead={t('dashboard.people.lead')}>
      <Show when={tenant.may('people:manage')} fallback={<NoPermission />}>
        <OutlineProvider>
          <People />
        </OutlineProvider>
      </Show>
    </Page>
  )
}

function People(): JSX.Element {
  const { t, language, formats } = useLanguage()
  const { client } = useTenant()
  const [open, setOpen] = createSignal<Open | null>(null)
  const [link, setLink] = createSignal<HandedLink | null>(null)
  const people = createQuery(
    () => 'people',
    (_, signal) => client.people.list.query({}, { signal }),
  )
  const finish = (handed: HandedLink | null): void => {
    setLink(handed)
    setOpen(null)
    people.refetch()
  }
  const deactivate = createTask(async (person: Person) => {
    await client.people.deactivate.mutate({ membershipId: person.membershipId })
    finish(null)
  })
  const reactivate = createTask(async (person: Person) => {
    await client.people.reactivate.mutate({ membershipId: person.membershipId })
    finish(null)
  })
  const stateOf = (person: Person): string => {
    if (!person.active) return t('dashboard.people.state.inactive')
    if (person.pending) return t('dashboard.people.state.pending')
    return `${t('dashboard.people.state.active')}, ${t(person.secured ? 'dashboard.people.secured' : 'dashboard.people.unsecured')}`
  }
  const columns = (): readonly Column<Person>[] => [
    {
      key: 'name',
      label: t('dashboard.people.name'),
      heads: true,
      cell: (person) => (
        <span>
          {person.name}
          <br />
          <small>{person.email}</small>
        </span>
      ),
    },
    { key: 'role', label: t('dashboard.people.role'), cell: (person) => t(`dashboard.role.${person.role}`) },
    {
      key: 'units',
      label: t('dashboard.people.units'),
      cell: (person) =>
        person.units === null ? t('dashboard.people.units-all') : formats().list(person.units.map((unit) => inLanguage(unit.names, language()))),
    },
    { key: 'state', label: t('dashboard.people.state'), cell: stateOf },
    {
      key: 'actions',
      label: t('dashboard.contacts.actions'),
      hiddenLabel: true,
      cell: (person) => (
        <span class="actions">
          <Show
            when={person.active}
            fallback={
              <Button aria-label={`${t('dashboard.people.reactivate')}: ${person.name}`} busy={reactivate.busy()} onClick={() => void reactivate.run(person)}>
                {t('dashboard.people.reactivate')}
              </Button>
            }
          >
            <Button
              aria-label={t('dashboard.people.change-title', { name: person.name })}
              aria-haspopup="dialog"
              onClick={() => setOpen({ kind: 'change', person })}
            >
              {t('dashboard.people.change')}
            </Button>
            <Button
              aria-label={t('dashboard.people.reset-title', { name: person.name })}
              aria-haspopup="dialog"
              onClick={() => setOpen({ kind: 'reset', person })}
            >
              {t('dashboard.people.reset')}
            </Button>
            <Button
              kind="danger"
              aria-label={t('dashboard.people.deactivate-title', { name: person.name })}
              aria-haspopup="dialog"
              onClick={() => {
                deactivate.clear()
                setOpen({ kind: 'deactivate', person })
              }}
            >
              {t('dashboard.people.deactivate')}
            </Button>
          </Show>
        </span>
      ),
    },
  ]
  const titleOf = (what: Open): string =>
    what.kind === 'invite' ? t('dashboard.people.invite') : t(`dashboard.people.${what.kind}-title`, { name: what.person.name })
  const personOf = (kind: 'change' | 'reset' | 'deactivate'): Person | null => {
    const now = open()
    return now !== null && now.kind === kind && 'person' in now ? now.person : null
  }
  return (
    <>
      <div>
        <Button kind="primary" aria-haspopup="dialog" onClick={() => setOpen({ kind: 'invite' })}>
          {t('dashboard.people.invite')}
        </Button>
      </div>
      <Show when={link()}>{(handed) => <SetupLinkNotice handed={handed()} onDone={() => setLink(null)} />}</Show>
      <ProblemNotice problem={reactivate.problem()} />
      <Panel>
        <Loaded query={people}>{(data) => <DataTable caption={t('dashboard.nav.admin.people')} columns={columns()} rows={data()} />}</Loaded>
      </Panel>
      <Show when={open()}>
        {(what) => (
          <Dialog open title={titleOf(what())} closeLabel={t('dashboard.close')} onClose={() => setOpen(null)}>
            <Switch>
              <Match when={what().kind === 'invite'}>
                <InviteForm onDone={finish} onCancel={() => setOpen(null)} />
              </Match>
              <Match when={personOf('change')}>{(person) => <RightsForm person={person()} onDone={() => finish(null)} onCancel={() => setOpen(null)} />}</Match>
              <Match when={personOf('reset')}>{(person) => <ResetForm person={person()} onDone={finish} onCancel={() => setOpen(null)} />}</Match>
              <Match when={personOf('deactivate')}>
                {(person) => (
                  <div class="stack">
                    <p>{t('dashboard.people.deactivate-text')}</p>
                    <ProblemNotice problem={deactivate.problem()} />
                    <div class="row">
                      <Button kind="danger" busy={deactivate.busy()} onClick={() => void deactivate.run(person())}>
                        {t('dashboard.people.deactivate')}
                      </Button>
                      <Button onClick={() => setOpen(null)}>{t('dashboard.cancel')}</Button>
                    </div>
                  </div>
                )}
              </Match>
            </Switch>
          </Dialog>
        )}
      </Show>
    </>
  )
}
