/** A number stays a number in every format; a text is never run. Null is an empty cell. */
export type Cell = string | number | null
export type Row = readonly Cell[]

/** `day`: 'YYYY-MM-DD', which a workbook gets as a real date. `mixed`: a number, or one of a few words. */
export type ColumnKind = 'text' | 'number' | 'day' | 'mixed'

export type Column = {
  /** Stable name, the same in every language. */
  readonly key: string
  /** What stands in the header row. */
  readonly title: string
  readonly kind: ColumnKind
  /** Width in a workbook, in characters. */
  readonly width?: number
}

/** Rows come in batches, so that a stream of a million rows is not a million promises. */
export type RowBatches = AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>

export type Table = {
  /** Name of the sheet or file; shown to people. */
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: RowBatches
}
