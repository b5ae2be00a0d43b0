import {
  Audience,
  Day,
  DomainError,
  inLanguage,
  Language,
  layoutOf,
  localDay,
  notAsked,
  notConcerned,
  skipped,
  type Actor,
  type LayoutEntry,
} from '@kuulolla/core'
import {
  answersOf,
  answersPerUnit,
  exportedVersions,
  inSnapshot,
  measures,
  tenantRow,
  textsOfAnswers,
  type AnswerRange,
  type ExportedAnswer,
  type ExportedVersion,
  type TenantTransaction,
} from '@kuulolla/db'
import type { Cell, Row } from '@kuulolla/documents'
import { translatorOf } from '@kuulolla/i18n/catalogues'
import { z } from 'zod'
import { answerColumns, answerWords, versionKey, versionsTable, type AnswerColumn } from './data-dictionary.ts'
import { describedFile, exportDocument, ExportChoice, type ExportedFile } from './export-document.ts'
import { ExportedUnits, namedUnits, placesOn, unitsMeant, type Place } from './export-places.ts'
import { takeExportSlot } from './export-slots.ts'
import { definitionsTable } from './read-definitions.ts'
import { loadSettings } from './tenant-day.ts'
import { authorise, defineVerb, type Dependencies } from './verb.ts'

export const AnswerExport = z.object({
  units: ExportedUnits,
  audience: Audience,
  from: Day,
  to: Day,
  /** Open texts too; a right of their own. */
  texts: z.boolean().default(false),
  language: Language,
  ...ExportChoice.shape,
})
export type AnswerExport = z.output<typeof AnswerExport>

const answersAtOnce = 2_000

/** Stands in the audit trail before the first byte has left. */
const openAnswerExport = defineVerb({
  name: 'export-answers',
  permission: 'answers:export',
  input: AnswerExport,
  units: ({ units }) => namedUnits(units),
  async run({ tx, actor }, query) {
    if (query.texts) authorise(actor, 'texts:read')
    if (query.to < query.from) throw new DomainError('invalid', 'invalid-input', [{ field: 'to', message: 'period-ends-before-it-begins' }])
    return { query, slug: (await tenantRow(tx)).slug }
  },
  audit: ({ units, audience, from, to, texts, format }) => ({ target: null, detail: { units, audience, from, to, texts, format } }),
})

/**
 * Answer sheets row by row in one snapshot, without anything that leads from a row to a stored answer.
 * Excluded answers are left out. Open texts of a unit with fewer answers than the threshold are withheld.
 */
export async function exportAnswers(dependencies: Dependencies, actor: Actor, input: z.input<typeof AnswerExport>): Promise<ExportedFile> {
  const { query, slug } = await openAnswerExport.call(dependencies, actor, input)
  const name = `${slug}-${translatorOf(query.language)('documents.file.answers')}-${query.from}--${query.to}`
  const slot = takeExportSlot(actor.tenantId, dependencies.now)
  return {
    ...describedFile(query, name),
    body: slot(inSnapshot(dependencies.db, actor.tenantId, (tx) => answerFile({ tx, actor, now: dependencies.now() }, query))),
  }
}

async function* answerFile(
  { tx, actor, now }: { readonly tx: TenantTransaction; readonly actor: Actor; readonly now: Date },
  query: AnswerExport,
): AsyncGenerator<Uint8Array> {
  const { language } = query
  const { timeZone, threshold } = await loadSettings(tx)
  const today = localDay(now, timeZone)
  const versions = await exportedVersions(tx, query.audience)
  const range: AnswerRange = {
    from: query.from,
    to: query.to,
    units: await unitsMeant(tx, actor, { units: query.units, period: query, treeOf: null, today }),
    versions: versions.map((version) => version.id),
  }
  const places = await placesOn(tx, query.to < today ? query.to : today, language)
  const organisation = inLanguage((await tenantRow(tx)).names, language)
  const asked = new Set(versions.flatMap((version) => version.content.items.map((item) => (item.kind === 'text' ? '' : item.measure))))
  const measured = (await measures(tx, query.audience)).filter((measure) => asked.has(measure.code))
  const texts = query.texts ? [...new Set(versions.flatMap((version) => version.content.items.flatMap((item) => (item.kind === 'text' ? [item.id] : []))))] : []
  const columns = answerColumns(language, { measures: measured, texts })
  const write = rowWriter({ organisation, places, versions, measures: measured.map((measure) => measure.code) })
  const withheld = translatorOf(language)('documents.reason.too-few')
  const counts = texts.length === 0 ? new Map<number, number>() : await answersPerUnit(tx, range)

  async function* rows(): AsyncGenerator<readonly Row[]> {
    for await (const batch of answersOf(tx, range, answersAtOnce)) {
      const written = texts.length === 0 ? null : await writtenTexts(batch)
      yield batch.map((answer) => (written === null ? write(answer) : write(answer).concat(texts.map((item) => written(answer, item)))))
    }
  }

  async function writtenTexts(page: readonly ExportedAnswer[]): Promise<(answer: ExportedAnswer, item: string) => Cell> {
    const found = new Map((await textsOfAnswers(tx, page)).map(({ id, item, body }) => [`${id} ${item}`, body]))
    return (answer, item) => {
      const body = found.get(`${answer.id} ${item}`)
      if (body === undefined) return null
      return (counts.get(answer.unitId) ?? 0) < threshold ? withheld : body
    }
  }

  yield* exportDocument(query, {
    kind: 'answers',
    organisation,
    language,
    made: now,
    about: { made: now.toISOString(), period: `${query.from}–${query.to}`, audience: query.audience, ...(query.texts ? { threshold } : {}) },
    columns,
    rows: rows(),
    definitions: definitionsTable(language),
    versions: versionsTable(versions, language),
  })
}

type RowContext = {
  readonly organisation: string
  readonly places: ReadonlyMap<number, Place>
  readonly versions: readonly ExportedVersion[]
  readonly measures: readonly string[]
}

function rowWriter({ organisation, places, versions, measures: codes }: RowContext): (answer: ExportedAnswer) => Cell[] {
  const known = new Map(
    versions.map((version) => {
      const entries = new Map(layoutOf(version.content).entries.map((entry) => [entry.measure, entry]))
      return [version.id, { key: versionKey(version), entries: codes.map((code) => entries.get(code) ?? null) }]
    }),
  )
  return (answer) => {
    const place = places.get(answer.unitId)
    const version = known.get(answer.versionId)
    const start: Readonly<Record<AnswerColumn, Cell>> = {
      day: answer.day,
      organisation,
      unit: place?.name ?? null,
      unit_code: place?.code ?? null,
      unit_oid: place?.oid ?? null,
      parent_path: place?.path ?? null,
      version: version?.key ?? null,
      channel: answer.channel,
      role: answer.role,
      language: answer.language,
    }
    return [...Object.values(start), ...(version?.entries ?? []).map((entry) => scoreCell(entry, answer.answers))]
  }
}

function scoreCell(entry: LayoutEntry | null, answers: readonly number[]): Cell {
  const code = entry === null ? notAsked : (answers[entry.answerIndex] ?? notAsked)
  if (entry === null || code === notAsked) return answerWords.notAsked
  if (code === notConcerned) return answerWords.notConcerned
  return code === skipped ? null : code + entry.firstScore - 1
}
