import type { Language } from '@kuulolla/core'
import { csvArchive, csvDocument, jsonDocument, xlsxDocument, type Cell, type RowBatches, type Table } from '@kuulolla/documents'
import { translatorOf } from '@kuulolla/i18n/catalogues'
import { z } from 'zod'
import { dictionaryTable, type DescribedColumn } from './data-dictionary.ts'

/** `csv` is RFC 4180, `csv-fi` what a Finnish Excel opens. */
export const exportFormats = ['csv', 'csv-fi', 'xlsx', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]

export const ExportChoice = z.object({
  format: z.enum(exportFormats),
  /** Of a CSV: a ZIP with dictionary, definitions and versions beside the data, or the data's file alone. */
  parts: z.enum(['all', 'data']).default('all'),
})
export type ExportChoice = z.output<typeof ExportChoice>

/** A file on its way. Nothing is read before the first chunk is asked for; whoever stops reading ends the transaction. */
export type ExportedFile = { readonly fileName: string; readonly contentType: string; readonly body: AsyncGenerator<Uint8Array> }

/** What the file says of itself; the keys are those of `documents.about.`. */
export type About = Readonly<Partial<Record<'made' | 'period' | 'audience' | 'tree' | 'threshold' | 'counted-at' | 'pending', Cell>>>

export type ExportContent = {
  readonly kind: 'figures' | 'answers'
  readonly organisation: string
  readonly language: Language
  readonly made: Date
  readonly about: About
  readonly columns: readonly DescribedColumn[]
  readonly rows: RowBatches
  readonly definitions: Table
  readonly versions: Table
}

export function exportDocument({ format, parts }: ExportChoice, content: ExportContent): AsyncGenerator<Uint8Array> {
  const say = translatorOf(content.language)
  const { columns, rows, definitions, versions } = content
  const dictionary = dictionaryTable(columns, content.language)
  const about = aboutTable(content)
  switch (format) {
    case 'csv': {
      // Programs read it: the columns have their names that never change.
      const named = columns.map((column) => ({ ...column, title: column.key }))
      return csvFile({ name: 'data', columns: named, rows }, 'standard')
    }
    case 'csv-fi':
      return csvFile({ name: 'data', columns, rows }, 'finnish-excel')
    case 'xlsx': {
      const title = say(`documents.sheet.${content.kind}`)
      return xlsxDocument({
        title,
        author: content.organisation,
        created: content.made,
        tables: [{ name: title, columns, rows }, dictionary, definitions, versions, about],
      })
    }
    case 'json': {
      const head = { about: { kind: content.kind, organisation: content.organisation, language: content.language, ...content.about } }
      return jsonDocument(
        { ...head, dictionary: records(dictionary), definitions: records(definitions), versions: records(versions) },
        { name: 'data', columns, rows },
      )
    }
  }

  function csvFile(data: Table, dialect: 'standard' | 'finnish-excel'): AsyncGenerator<Uint8Array> {
    if (parts === 'data') return csvDocument(data, dialect)
    const named = (name: string, table: Table): Table => ({ ...table, name })
    return csvArchive([data, named('dictionary', dictionary), named('definitions', definitions), named('versions', versions), named('about', about)], dialect)
  }
}

export function describedFile(choice: ExportChoice, name: string): Omit<ExportedFile, 'body'> {
  switch (choice.format) {
    case 'csv':
    case 'csv-fi':
      return choice.parts === 'data'
        ? { fileName: `${name}.csv`, contentType: 'text/csv; charset=utf-8' }
        : { fileName: `${name}.zip`, contentType: 'application/zip' }
    case 'xlsx':
      return { fileName: `${name}.xlsx`, contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }
    case 'json':
      return { fileName: `${name}.json`, contentType: 'application/json' }
  }
}

const aboutKeys = ['made', 'period', 'audience', 'tree', 'threshold', 'counted-at', 'pending'] as const

function aboutTable({ about, language }: ExportContent): Table {
  const say = translatorOf(language)
  return {
    name: say('documents.sheet.about'),
    columns: [
      { key: 'item', title: say('documents.about.item'), kind: 'text', width: 30 },
      { key: 'value', title: say('documents.about.value'), kind: 'mixed', width: 40 },
    ],
    rows: [aboutKeys.flatMap((key) => (about[key] === undefined ? [] : [[say(`documents.about.${key}`), about[key]]]))],
  }
}

/** Only for tables that are in memory already. */
function records({ columns, rows }: Table): readonly Readonly<Record<string, Cell>>[] {
  if (Symbol.asyncIterator in rows) throw new TypeError('a streamed table stands in no head')
  return [...rows].flatMap((batch) => batch.map((row) => Object.fromEntries(columns.map(({ key }, index) => [key, row[index] ?? null]))))
}
