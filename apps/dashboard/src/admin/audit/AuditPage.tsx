import { Button, DataTable, Panel, type Column } from '@kuulolla/ui'
import { A, useSearchParams } from '@solidjs/router'
import { Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createPages } from '../../data/pages.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Empty, Loaded, NoPermission, ProblemNotice } from '../../shell/states.tsx'

type Entry = Outputs['audit']['list']['entries'][number]

export function AuditPage(): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  return (
    <Page title={t('dashboard.nav.admin.audit')} lead={t('dashboard.audit.lead')}>
      <Show when={tenant.may('audit:read')} fallback={<NoPermission />}>
        <Audit />
      </Show>
    </Page>
  )
}

function Audit(): JSX.Element {
  const { t, find, formats } = useLanguage()
  const tenant = useTenant()
  const [search] = useSearchParams<{ target: string }>()
  const list = createPages(
    () => search.target ?? null,
    (target, before: number | null, signal) => tenant.client.audit.list.query({ target, before }, signal === undefined ? {} : { signal }),
    { rows: (page) => page.entries, next: (page) => page.next },
  )
  const whoOf = (entry: Entry): string => {
    switch (entry.actorKind) {
      case 'user':
        return entry.actorName ?? t('dashboard.audit.actor.gone')
      case 'api-key':
        return t('dashboard.audit.actor.api-key', { id: entry.actorId })
      case 'system':
        return t('dashboard.audit.actor.system', { job: entry.actorId })
      case 'public':
        return t('dashboard.audit.actor.public')
    }
  }
  const columns = (): readonly Column<Entry>[] => [
    { key: 'at', label: t('dashboard.audit.at'), heads: true, cell: (entry) => formats().instant(entry.at) },
    { key: 'who', label: t('dashboard.audit.who'), cell: whoOf },
    // A verb without words of its own is named as it is.
    { key: 'what', label: t('dashboard.audit.what'), cell: (entry) => find(`dashboard.verb.${entry.verb}`) ?? entry.verb },
    {
      key: 'target',
      label: t('dashboard.audit.target'),
      cell: (entry) => (
        <Show when={entry.target}>{(target) => <A href={tenant.path(`/admin/audit?target=${encodeURIComponent(target())}`)}>{target()}</A>}</Show>
      ),
    },
    {
      key: 'detail',
      label: t('dashboard.audit.detail'),
      cell: (entry) => (
        <Show when={Object.keys(entry.detail).length > 0}>
          <details>
            <summary>{t('dashboard.audit.detail')}</summary>
            <code>{JSON.stringify(entry.detail)}</code>
          </details>
        </Show>
      ),
    },
  ]
  return (
    <>
      <Show when={search.target}>
        {(target) => (
          <p>
            {t('dashboard.audit.of', { target: target() })} <A href={tenant.path('/admin/audit')}>{t('dashboard.audit.all')}</A>
          </p>
        )}
      </Show>
      <Panel>
        <Loaded query={list.first}>
          {() => (
            <>
              <DataTable caption={t('dashboard.nav.admin.audit')} columns={columns()} rows={list.rows()} empty={<Empty title={t('dashboard.audit.none')} />} />
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
    </>
  )
}
