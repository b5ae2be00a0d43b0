import { DomainError, inLanguage, Language, localDay, type Actor, type Figure, type FigureTable } from '@kuulolla/core'
import { exportedVersions, inSnapshot, measures, tenantRow, type ExportedVersion, type MeasureRow, type TenantTransaction } from '@kuulolla/db'
import type { Cell, Row } from '@kuulolla/documents'
import { translatorOf } from '@kuulolla/i18n/catalogues'
import type { z } from 'zod'
import { figureColumns, versionKey, versionsTable, yesNo, type FigureColumn } from './data-dictionary.ts'
import { describedFile, exportDocument, ExportChoice, type ExportedFile } from './export-document.ts'
import { ExportedUnits, namedUnits, placesOn, unitsMeant, type Place } from './export-places.ts'
import { takeExportSlot } from './export-slots.ts'
import { definitionKey, definitionsTable } from './read-definitions.ts'
import { FigureQuery, figureTable } from './read-figures.ts'
import { loadSettings } from './tenant-day.ts'
import { defineVerb, type Dependencies } from './verb.ts'

export const FigureExport = FigureQuery.omit({ units: true }).extend({ units: ExportedUnits, language: Language, ...ExportChoice.shape })
export type FigureExport = z.output<typeof FigureExport>

/** Units × buckets read at once: enough to be quick, few enough to be small. */
const cellsAtOnce = 1_500

const openFigureExport = defineVerb({
  name: 'export-figures',
  permission: 'figures:read',
  input: FigureExport,
  units: ({ units }) => namedUnits(units),
  // Whatever is wrong with the query comes out here, before the file has begun.
  async run(context, query) {
    const { buckets } = await bucketsOf(context, query)
    return { query, slug: (await tenantRow(context.tx)).slug, period: periodOf(buckets) }
  },
})

/** A file of what `read-figures` shows, unit by unit; what is withheld there is withheld here, with the same reason. */
export async function exportFigures(dependencies: Dependencies, actor: Actor, input: z.input<typeof FigureExport>): Promise<ExportedFile> {
  const { query, slug, period } = await openFigureExport.call(dependencies, actor, input)
  const name = `${slug}-${translatorOf(query.language)('documents.file.figures')}-${period.from}--${period.to}`
  const slot = takeExportSlot(actor.tenantId, dependencies.now)
  return {
    ...describedFile(query, name),
    body: slot(inSnapshot(dependencies.db, actor.tenantId, (tx) => figureFile({ tx, actor, now: dependencies.now }, query))),
  }
}

type Context = { readonly tx: TenantTransaction; readonly actor: Actor; readonly now: () => Date }

async function* figureFile(context: Context, query: FigureExport): AsyncGenerator<Uint8Array> {
  const { tx, actor, now } = context
  const { language } = query
  const made = now()
  const { buckets, freshness, threshold } = await bucketsOf(context, query)
  const period = periodOf(buckets)
  const today = localDay(made, (await loadSettings(tx)).timeZone)
  const treeOf = query.tree === 'as-is' ? today : null
  const units = await unitsMeant(tx, actor, { units: query.units, period, treeOf, today })
  const versions = await exportedVersions(tx, query.audience)
  const columns = figureColumns(language)
  const organisation = inLanguage((await tenantRow(tx)).names, language)
  const write = rowWriter({
    query,
    organisation,
    buckets,
    places: await placesOn(tx, period.to < today ? period.to : today, language),
    measures: await measures(tx, query.audience),
    versions,
    keys: columns.map((column) => column.key as FigureColumn),
  })

  async function* rows(): AsyncGenerator<readonly Row[]> {
    const unitsAtOnce = Math.max(1, Math.min(500, Math.floor(cellsAtOnce / buckets.length)))
    for (let at = 0; at < units.length; at += unitsAtOnce) {
      const table = await figureTable(context, { ...query, units: units.slice(at, at + unitsAtOnce) })
      yield table.figures.map(write)
    }
  }

  yield* exportDocument(query, {
    kind: 'figures',
    organisation,
    language,
    made,
    about: {
      made: made.toISOString(),
      period: `${period.from}–${period.to}`,
      audience: query.audience,
      tree: query.tree,
      threshold,
      'counted-at': freshness.sweptAt,
      pending: yesNo(freshness.pending),
    },
    columns,
    rows: rows(),
    definitions: definitionsTable(language),
    versions: versionsTable(versions, language),
  })
}

/** The buckets, freshness and threshold that go for every unit. */
const bucketsOf = (context: Context, query: FigureExport): Promise<FigureTable> => figureTable(context, { ...query, units: [] })

function periodOf(buckets: FigureTable['buckets']): { readonly from: string; readonly to: string } {
  const [first, last] = [buckets[0], buckets.at(-1)]
  if (first === undefined || last === undefined) throw new DomainError('invalid', 'invalid-input', [{ field: 'period', message: 'wrong-form' }])
  return { from: first.from, to: last.to }
}

type RowContext = {
  readonly query: FigureExport
  readonly organisation: string
  readonly buckets: FigureTable['buckets']
  readonly places: ReadonlyMap<number, Place>
  readonly measures: readonly MeasureRow[]
  readonly versions: readonly ExportedVersion[]
  readonly keys: readonly FigureColumn[]
}

function rowWriter({ query, organisation, buckets, places, measures: known, versions, keys }: RowContext): (figure: FigureTable['figures'][number]) => Row {
  const say = translatorOf(query.language)
  const byKey = new Map(buckets.map((bucket) => [bucket.key, bucket]))
  const names = new Map(known.map((measure) => [measure.code, inLanguage(measure.names, query.language)]))
  const versionKeys = new Map(versions.map((version) => [version.id, versionKey(version)]))
  return (figure) => {
    const place = places.get(figure.unitId)
    const bucket = byKey.get(figure.bucket)
    const { value } = figure
    const shown = value.state === 'shown' ? value : null
    const interval = shown?.estimate.interval ?? null
    const cells: Readonly<Record<FigureColumn, Cell>> = {
      organisation,
      unit: place?.name ?? null,
      unit_code: place?.code ?? null,
      unit_oid: place?.oid ?? null,
      parent_path: place?.path ?? null,
      period: figure.bucket,
      period_from: bucket?.from ?? null,
      period_to: bucket?.to ?? null,
      complete: bucket === undefined ? null : yesNo(bucket.complete),
      audience: query.audience,
      channel: query.channel ?? 'all',
      role: query.role ?? 'all',
      measure: figure.measure,
      measure_name: figure.measure === null ? null : (names.get(figure.measure) ?? null),
      statistic: figure.statistic,
      option: optionOf(figure),
      value: shown?.estimate.value ?? null,
      interval_low: interval?.low ?? null,
      interval_high: interval?.high ?? null,
      interval_method: interval?.method ?? null,
      confidence: interval?.confidence ?? null,
      n: shown?.n ?? null,
      state: value.state,
      reason: value.state === 'withheld' ? say(`documents.reason.${value.reason}`) : null,
      not_concerned: figure.excluded.notConcerned,
      skipped: figure.excluded.skipped,
      series_break: yesNo(figure.breaks),
      definition: definitionKey(figure.definition),
      versions: figure.versions.map((id) => versionKeys.get(id) ?? String(id)).join(' ') || null,
    }
    return keys.map((key) => cells[key])
  }
}

function optionOf({ definition }: Figure): number | null {
  const option = /^share-of-option-(\d+)$/.exec(definition.id)?.[1]
  return option === undefined ? null : Number(option)
}
