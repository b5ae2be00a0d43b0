import './DataTable.css'
import { For, Show, type JSX } from 'solid-js'

export type Column<R> = {
  readonly key: string
  readonly label: string
  /** Names the row for those who hear the table; one column of a table. */
  readonly heads?: boolean
  /** Numbers stand at the end of their cell. */
  readonly numeric?: boolean
  /** A column of controls has a label for those who hear it only. */
  readonly hiddenLabel?: boolean
  readonly cell: (row: R) => JSX.Element
}

type Props<R> = {
  readonly caption: string
  readonly showCaption?: boolean
  readonly columns: readonly Column<R>[]
  readonly rows: readonly R[]
  /** On a narrow screen rows become cards, unless the table is one of plain numbers. */
  readonly narrow?: 'cards' | 'scroll'
  readonly empty?: JSX.Element
}

export function DataTable<R>(props: Props<R>): JSX.Element {
  const classOf = (column: Column<R>): string | undefined => (column.numeric === true ? 'num end' : undefined)
  return (
    <Show when={props.rows.length > 0 || props.empty === undefined} fallback={props.empty}>
      {/* A scrolling region must be reachable by keyboard. */}
      <div class="table-frame" role="group" aria-label={props.caption} tabindex={props.narrow === 'scroll' ? 0 : undefined}>
        <table class="table" classList={{ 'table-cards': props.narrow !== 'scroll' }}>
          <caption classList={{ 'visually-hidden': props.showCaption !== true }}>{props.caption}</caption>
          <thead>
            <tr>
              <For each={props.columns}>
                {(column) => (
                  <th scope="col" class={classOf(column)}>
                    <span classList={{ 'visually-hidden': column.hiddenLabel === true }}>{column.label}</span>
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={props.rows}>
              {(row) => (
                <tr>
                  <For each={props.columns}>
                    {(column) => (
                      <Show
                        when={column.heads === true}
                        fallback={
                          <td class={classOf(column)} data-label={column.hiddenLabel === true ? undefined : column.label}>
                            <span>{column.cell(row)}</span>
                          </td>
                        }
                      >
                        <th scope="row" class={classOf(column)}>
                          {column.cell(row)}
                        </th>
                      </Show>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Show>
  )
}
