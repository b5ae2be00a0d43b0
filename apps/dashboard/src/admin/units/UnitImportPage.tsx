import { localDay } from '@kuulolla/core'
import { Button, DataTable, Notice, Panel, TextField } from '@kuulolla/ui'
import { A } from '@solidjs/router'
import { createSignal, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { AdminForm } from '../form/AdminForm.tsx'
import { mappingOf, textOf, unitColumns } from './read-unit-file.ts'

type Report = Outputs['imports']['units']
type Change = Report['changes'][number]
type RowProblem = Report['problems'][number]

/** Units from a file: first what would change and what is wrong, line by line, then one press to do it. */
export function UnitImportPage(): JSX.Element {
  const { t, find, formats } = useLanguage()
  const tenant = useTenant()
  const [file, setFile] = createSignal<File | null>(null)
  const [from, setFrom] = createSignal(localDay(new Date()))
  const [wrong, setWrong] = createSignal<string | null>(null)
  const [report, setReport] = createSignal<Report | null>(null)
  const send = createTask(async (chosen: File, preview: boolean) => {
    const text = await textOf(chosen)
    const read = mappingOf(text, from())
    if ('missing' in read) {
      setWrong(t('admin.unit-import.missing', { columns: formats().list(read.missing) }))
      return null
    }
    return tenant.client.imports.units.mutate({ mapping: read.mapping, fileName: chosen.name, file: text, preview })
  })
  const run = async (preview: boolean): Promise<void> => {
    const chosen = file()
    setWrong(chosen === null ? t('admin.unit-import.choose') : null)
    if (chosen === null) return
    const done = await send.run(chosen, preview)
    setReport(done)
  }
  const kindsOf = (change: Change): string => formats().list(change.kinds.map((kind) => t(`admin.unit-import.kind.${kind}`)))
  const reasonOf = (problem: RowProblem): string => find(`errors.${problem.reason}`, problem.params) ?? problem.reason
  const header = unitColumns.join(';')
  const example = [
    'county;;organisation;Järvi-Suomi;Insjöfinland;Lakeland;;;;',
    'dental-1;county;service-unit;Hammashoitola;Tandklinik;Dental clinic;1.2.246.10.2085212.10.1314;dental;091;',
  ]
  const template = (): string => `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${[header, ...example].join('\r\n')}\r\n`)}`

  return (
    <Page
      title={t('admin.units.import')}
      lead={t('admin.unit-import.lead')}
      crumbs={[{ label: t('dashboard.nav.admin.units'), href: tenant.path('/admin/units') }]}
    >
      <Panel title={t('admin.unit-import.file')}>
        <AdminForm submit={t('admin.unit-import.preview')} busy={send.busy()} problem={send.problem()} onSubmit={() => void run(true)}>
          <p>
            {t('admin.unit-import.columns', { columns: unitColumns.join(', ') })}{' '}
            <a href={template()} download="units.csv">
              {t('admin.unit-import.template')}
            </a>
          </p>
          <TextField
            label={t('admin.unit-import.file')}
            type="file"
            accept=".csv,text/csv"
            problem={wrong() ?? send.problem()?.fields['file']}
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0] ?? null)
              setReport(null)
              setWrong(null)
            }}
          />
          <TextField
            label={t('admin.units.move-from')}
            hint={t('admin.unit-import.from-hint')}
            type="date"
            width="narrow"
            value={from()}
            problem={send.problem()?.fields['mapping.from']}
            onInput={(event) => {
              setFrom(event.currentTarget.value)
              setReport(null)
            }}
          />
        </AdminForm>
      </Panel>
      <Show when={report()}>
        {(done) => (
          <>
            <Show when={done().batchId !== null}>
              <Notice kind="good" live>
                <p>
                  {t('admin.unit-import.done', { count: done().changes.length })} <A href={tenant.path('/admin/imports')}>{t('admin.unit-import.undo-link')}</A>
                </p>
              </Notice>
            </Show>
            <Show when={done().problems.length > 0}>
              <Panel title={t('admin.unit-import.problems', { count: done().problems.length })}>
                <DataTable
                  caption={t('admin.unit-import.problems', { count: done().problems.length })}
                  rows={done().problems}
                  columns={[
                    { key: 'line', label: t('admin.unit-import.line'), heads: true, cell: (problem: RowProblem) => formats().number(problem.line) },
                    { key: 'field', label: t('admin.unit-import.field'), cell: (problem) => problem.field },
                    { key: 'reason', label: t('admin.unit-import.reason'), cell: reasonOf },
                  ]}
                />
              </Panel>
            </Show>
            <Panel title={t(done().batchId === null ? 'admin.unit-import.would-change' : 'admin.unit-import.changed', { count: done().changes.length })}>
              <div class="stack">
                <Show when={done().changes.length > 0} fallback={<p class="quiet">{t('admin.unit-import.nothing')}</p>}>
                  <DataTable
                    caption={t('admin.unit-import.would-change', { count: done().changes.length })}
                    rows={done().changes}
                    columns={[
                      { key: 'name', label: t('admin.units.name'), heads: true, cell: (change: Change) => change.name },
                      { key: 'code', label: t('admin.units.code'), cell: (change) => <span class="code">{change.code}</span> },
                      { key: 'parent', label: t('admin.units.parent'), cell: (change) => <span class="code">{change.parentCode ?? '–'}</span> },
                      { key: 'kinds', label: t('admin.unit-import.change'), cell: kindsOf },
                    ]}
                  />
                </Show>
                <p class="quiet">{t('admin.unit-import.unchanged', { count: done().unchanged })}</p>
                <Show when={done().batchId === null && done().changes.length > 0}>
                  <div>
                    <Button kind="primary" busy={send.busy()} onClick={() => void run(false)}>
                      {t('admin.unit-import.apply', { count: done().changes.length })}
                    </Button>
                  </div>
                </Show>
              </div>
            </Panel>
          </>
        )}
      </Show>
    </Page>
  )
}
