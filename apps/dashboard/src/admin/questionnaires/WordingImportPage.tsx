import { inLanguage } from '@kuulolla/core'
import { Button, DataTable, Notice, Panel, TextField } from '@kuulolla/ui'
import { A } from '@solidjs/router'
import { createSignal, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createTask } from '../../data/task.ts'
import { nameOfLanguage, useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { AdminForm } from '../form/AdminForm.tsx'
import { textOf } from '../units/read-unit-file.ts'

type Report = Outputs['imports']['wordings']
type Change = Report['changes'][number]
type RowProblem = Report['problems'][number]

const columns = ['measure', 'language', 'text', 'official', 'source'] as const
const example = 'national.safety;fi;Oloni oli turvallinen.;true;THL 2026'

/** Wordings from a file: first what would be added and what is wrong, line by line, then one press to do it. */
export function WordingImportPage(): JSX.Element {
  const { t, find, formats, language } = useLanguage()
  const tenant = useTenant()
  const [file, setFile] = createSignal<File | null>(null)
  const [wrong, setWrong] = createSignal<string | null>(null)
  const [report, setReport] = createSignal<Report | null>(null)
  const send = createTask(async (chosen: File, preview: boolean) =>
    tenant.client.imports.wordings.mutate({ fileName: chosen.name, text: (await textOf(chosen)).replace(/^\uFEFF/, ''), preview }),
  )
  const run = async (preview: boolean): Promise<void> => {
    const chosen = file()
    setWrong(chosen === null ? t('admin.unit-import.choose') : null)
    if (chosen !== null) setReport(await send.run(chosen, preview))
  }
  const problemTitle = (found: Report): string => t('admin.unit-import.problems', { count: found.problems.length })
  const reasonOf = (problem: RowProblem): string => find(`errors.${problem.reason}`, problem.params) ?? problem.reason
  // A JSON list has entries, not lines.
  const placeLabel = (): string => t(file()?.name.toLowerCase().endsWith('.json') === true ? 'admin.wordings-import.entry' : 'admin.unit-import.line')
  const template = `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${columns.join(';')}\r\n${example}\r\n`)}`

  return (
    <Page
      title={t('admin.wordings-import.title')}
      lead={t('admin.wordings-import.lead')}
      crumbs={[{ label: t('dashboard.nav.admin.questionnaires'), href: tenant.path('/admin/questionnaires') }]}
    >
      <Panel title={t('admin.wordings-import.file')}>
        <AdminForm submit={t('admin.wordings-import.preview')} busy={send.busy()} problem={send.problem()} onSubmit={() => void run(true)}>
          <p>
            {t('admin.wordings-import.columns', { columns: columns.join(', ') })}{' '}
            <a href={template} download="wordings.csv">
              {t('admin.wordings-import.template')}
            </a>
          </p>
          <TextField
            label={t('admin.wordings-import.file')}
            type="file"
            accept=".csv,.json,text/csv,application/json"
            problem={wrong() ?? send.problem()?.fields['file'] ?? send.problem()?.fields['text']}
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0] ?? null)
              setReport(null)
              setWrong(null)
              send.clear()
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
                  <strong>{t('admin.wordings-import.added', { count: done().changes.length })}.</strong> {t('admin.wordings-import.no-undo')}{' '}
                  <Show when={tenant.may('answers:import')}>
                    <A href={tenant.path('/admin/imports')}>{t('admin.wordings-import.history')}</A>
                  </Show>
                </p>
              </Notice>
            </Show>
            <Show when={done().problems.length > 0}>
              <Panel title={problemTitle(done())}>
                <DataTable
                  caption={problemTitle(done())}
                  rows={done().problems}
                  columns={[
                    { key: 'line', label: placeLabel(), heads: true, cell: (problem: RowProblem) => `${placeLabel()} ${formats().number(problem.line)}` },
                    { key: 'field', label: t('admin.wordings-import.value'), cell: (problem) => <span class="code">{problem.field}</span> },
                    { key: 'reason', label: t('admin.unit-import.reason'), cell: reasonOf },
                  ]}
                />
              </Panel>
            </Show>
            <Panel title={t(done().batchId === null ? 'admin.wordings-import.would-add' : 'admin.wordings-import.added', { count: done().changes.length })}>
              <div class="stack">
                <Show when={done().changes.length > 0} fallback={<p class="quiet">{t('admin.wordings-import.nothing')}</p>}>
                  <DataTable
                    caption={t('admin.wordings-import.would-add', { count: done().changes.length })}
                    rows={done().changes}
                    columns={[
                      {
                        key: 'measure',
                        label: t('admin.wordings-import.question'),
                        heads: true,
                        cell: (change: Change) => inLanguage(change.names, language()),
                      },
                      { key: 'language', label: t('admin.wordings-import.language'), cell: (change) => nameOfLanguage(change.language) },
                      {
                        key: 'before',
                        label: t('admin.wordings-import.before'),
                        cell: (change) => <span lang={change.language}>{change.before ?? '–'}</span>,
                      },
                      { key: 'text', label: t('admin.wordings-import.text'), cell: (change) => <span lang={change.language}>{change.text}</span> },
                      {
                        key: 'source',
                        label: t('admin.wordings.source'),
                        cell: (change) => t(change.official ? 'admin.wordings.official' : 'admin.wordings.unofficial', { source: change.source }),
                      },
                    ]}
                  />
                </Show>
                <Show when={done().unchanged > 0}>
                  <p class="quiet">{t('admin.wordings-import.unchanged', { count: done().unchanged })}</p>
                </Show>
                <Show when={done().batchId === null && done().changes.length > 0}>
                  <p>{t('admin.wordings-import.no-undo')}</p>
                  <div>
                    <Button kind="primary" busy={send.busy()} onClick={() => void run(false)}>
                      {t('admin.wordings-import.apply', { count: done().changes.length })}
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
