import { Button, DataTable, Notice, Panel } from '@kuulolla/ui'
import { createSignal, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createQuery } from '../../data/query.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Empty, Loaded, NoPermission } from '../../shell/states.tsx'
import { UndoImportDialog } from './UndoImportDialog.tsx'

type Batch = Outputs['imports']['list']['batches'][number]

/** What has been brought in from files, by whom, and what came of it. */
export function ImportsPage(): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  return (
    <Show when={tenant.may('answers:import')} fallback={<NoPermission />}>
      <Page title={t('dashboard.nav.admin.imports')} lead={t('admin.imports.lead')}>
        <Panel>
          <Batches />
        </Panel>
      </Page>
    </Show>
  )
}

function Batches(): JSX.Element {
  const { t, find, formats } = useLanguage()
  const tenant = useTenant()
  const list = createQuery(
    () => true,
    (_, signal) => tenant.client.imports.list.query({}, { signal }),
  )
  const [undoing, setUndoing] = createSignal<number | null>(null)
  const [kept, setKept] = createSignal<number | null>(null)
  const mayUndo = (batch: Batch): boolean => batch.undoneAt === null && batch.kind !== 'wordings' && (batch.kind !== 'units' || tenant.may('units:manage'))
  const undone = (left: number): void => {
    setUndoing(null)
    setKept(left)
    list.refetch()
  }
  const countsOf = (batch: Batch): string =>
    formats().list(
      Object.entries(batch.counts)
        .filter(([, count]) => count > 0)
        .map(([name, count]) => find(`admin.imports.count.${name}`, { count }) ?? `${name} ${formats().number(count)}`),
    )
  return (
    <Loaded query={list}>
      {(data) => (
        <>
          <Show when={kept() !== null}>
            <Notice kind="good" live>
              <p>{t('admin.imports.undo-done', { kept: kept() ?? 0 })}</p>
            </Notice>
          </Show>
          <DataTable
            caption={t('dashboard.nav.admin.imports')}
            rows={data().batches}
            empty={
              <Empty title={t('admin.imports.none')}>
                <p>{t('admin.imports.none-text')}</p>
              </Empty>
            }
            columns={[
              { key: 'file', label: t('admin.imports.file'), heads: true, cell: (batch: Batch) => batch.fileName },
              { key: 'kind', label: t('admin.units.kind'), cell: (batch) => t(`admin.imports.kind.${batch.kind}`) },
              { key: 'source', label: t('admin.wordings.source'), cell: (batch) => batch.source },
              { key: 'at', label: t('admin.points.period'), cell: (batch) => formats().instant(batch.at) },
              { key: 'actor', label: t('admin.imports.actor'), cell: (batch) => batch.actorName },
              { key: 'counts', label: t('admin.imports.result'), cell: countsOf },
              {
                key: 'state',
                label: t('admin.state'),
                cell: (batch) => (batch.undoneAt === null ? t('admin.imports.in-force') : t('admin.imports.undone', { at: formats().instant(batch.undoneAt) })),
              },
              {
                key: 'undo',
                label: t('admin.imports.undo'),
                hiddenLabel: true,
                cell: (batch) => (
                  <Show when={mayUndo(batch)} fallback={batch.kind === 'wordings' ? <span class="quiet">{t('admin.imports.not-undoable')}</span> : null}>
                    <Button aria-label={t('admin.imports.undo-one', { file: batch.fileName })} onClick={() => setUndoing(batch.id)}>
                      {t('admin.imports.undo')}
                    </Button>
                  </Show>
                ),
              },
            ]}
          />
          <UndoImportDialog batchId={undoing()} onClose={() => setUndoing(null)} onDone={undone} />
        </>
      )}
    </Loaded>
  )
}
