import { Button, DataTable, Notice, Panel, type Column } from '@kuulolla/ui'
import { createSignal, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createQuery } from '../../data/query.ts'
import { createTask } from '../../data/task.ts'
import { useOutline } from '../../figures/Outline.tsx'
import { bucketName } from '../../figures/period-words.ts'
import { rangeOf, type View } from '../../figures/view.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { ProblemNotice } from '../../shell/states.tsx'

type Excluded = Outputs['answers']['excluded'][number]

/** What is left out of the unit's figures in the period, why and by whom; each can be taken back. Not there when nothing is. */
export function ExcludedPanel(props: { readonly unitId: number; readonly view: View; readonly stamp: string; readonly onMoved: () => void }): JSX.Element {
  const words = useLanguage()
  const { t, formats } = words
  const { client } = useTenant()
  const { outline, unitName } = useOutline()
  const [restored, setRestored] = createSignal(false)
  const list = createQuery(
    () => ({ input: { unitId: props.unitId, ...rangeOf(props.view.period, outline().today) }, stamp: props.stamp }),
    ({ input: { unitId, from, to } }, signal) => client.answers.excluded.query({ unitId, from, to }, { signal }),
  )
  const restore = createTask(async (handle: string) => {
    await client.answers.restore.mutate({ id: handle })
    setRestored(true)
    list.refetch()
    props.onMoved()
  })
  const reasonOf = ({ reason }: Excluded): string => words.find(`answers.reason.${reason}`) ?? reason
  const columns = (): readonly Column<Excluded>[] => [
    {
      key: 'reason',
      label: t('answers.reason'),
      heads: true,
      cell: (row) => (
        <>
          {reasonOf(row)}
          <Show when={row.note}>
            <br />
            <small>{row.note}</small>
          </Show>
        </>
      ),
    },
    { key: 'unit', label: t('answers.excluded.unit'), cell: (row) => unitName(row.unitId) },
    { key: 'week', label: t('answers.excluded.week'), cell: (row) => bucketName(row.week, words) },
    { key: 'by', label: t('answers.excluded.by'), cell: (row) => row.by ?? t('answers.excluded.by.nobody') },
    { key: 'at', label: t('answers.excluded.at'), cell: (row) => formats().instant(row.at) },
    {
      key: 'actions',
      label: t('dashboard.contacts.actions'),
      hiddenLabel: true,
      cell: (row) => (
        <span class="actions">
          <Button
            busy={restore.busy()}
            aria-label={t('answers.restore.one', { reason: reasonOf(row), at: formats().instant(row.at) })}
            onClick={() => {
              setRestored(false)
              void restore.run(row.handle)
            }}
          >
            {t('answers.restore')}
          </Button>
        </span>
      ),
    },
  ]
  return (
    <>
      <Show when={restored()}>
        <Notice kind="good" live>
          <p>{t('answers.restored')}</p>
        </Notice>
      </Show>
      <ProblemNotice problem={restore.problem() ?? list.problem()} />
      <Show when={(list.data() ?? []).length > 0}>
        <Panel title={t('answers.excluded')}>
          <DataTable caption={t('answers.excluded')} columns={columns()} rows={list.data() ?? []} />
        </Panel>
      </Show>
    </>
  )
}
