import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** An answer that was erased, kept outside the database so that a restored backup can be made to forget it again. */
export type Erasure = { readonly tenant: number; readonly day: string; readonly id: string }

export type ErasureJournal = {
  append(erasure: Erasure): Promise<void>
  /** Every erasure there has been. */
  read(): Promise<readonly Erasure[]>
}

/** A file with one JSON line per erasure. A line that a crash has cut short is left out: its erasure was not committed. */
export function fileErasureJournal(path: string): ErasureJournal {
  return {
    async append({ tenant, day, id }) {
      await mkdir(dirname(path), { recursive: true })
      await appendFile(path, `${JSON.stringify({ tenant, day, id })}\n`, { flush: true })
    },
    async read() {
      const text = await readFile(path, 'utf8').catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
        throw error
      })
      return text.split('\n').flatMap(erasureIn)
    },
  }
}

const lineForm = /^\{"tenant":(\d+),"day":"(\d{4}-\d{2}-\d{2})","id":"([0-9a-f-]{36})"\}$/

function erasureIn(line: string): readonly Erasure[] {
  const [, tenant, day, id] = lineForm.exec(line) ?? []
  return tenant === undefined || day === undefined || id === undefined ? [] : [{ tenant: Number(tenant), day, id }]
}
