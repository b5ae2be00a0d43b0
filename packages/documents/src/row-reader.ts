import { setImmediate as turn } from 'node:timers/promises'
import type { Row, RowBatches } from './table.ts'

/** Reads batches in slices, so that a table can be cut where a sheet or a file is full. */
export class RowReader {
  readonly #batches: AsyncIterator<readonly Row[]> | Iterator<readonly Row[]>
  #batch: readonly Row[] = []
  #at = 0

  constructor(rows: RowBatches) {
    this.#batches = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]()
  }

  /** At most `limit` of the next rows; none when the table has ended. Who else waits in this process has a turn first. */
  async next(limit: number): Promise<readonly Row[]> {
    await turn()
    if (await this.ended()) return []
    const slice = this.#at === 0 && this.#batch.length <= limit ? this.#batch : this.#batch.slice(this.#at, this.#at + limit)
    this.#at += slice.length
    return slice
  }

  /** Looks ahead: a part that is exactly full is not followed by an empty one. */
  async ended(): Promise<boolean> {
    while (this.#at >= this.#batch.length) {
      const { done, value } = await this.#batches.next()
      if (done === true) return true
      this.#batch = value
      this.#at = 0
    }
    return false
  }

  /** Ends the source, also in the middle. */
  async close(): Promise<void> {
    await this.#batches.return?.()
  }
}
