import type { Inputs } from '../../client.ts'

type UnitImport = Inputs['imports']['units']
type Mapping = UnitImport['mapping']

/** The columns of the file that our own page takes; others go in by the operator's command with a mapping of their own. */
export const unitColumns = ['code', 'parent', 'kind', 'name_fi', 'name_sv', 'name_en', 'oid', 'service', 'municipality', 'ended_on'] as const
const needed = ['code', 'parent', 'kind'] as const

const kinds = { organisation: 'organisation', sector: 'sector', service: 'service', 'service-unit': 'service-unit', point: 'point' } as const

/** A spreadsheet writes UTF-8, or else the western code page. */
export async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return new TextDecoder('windows-1252').decode(bytes)
    throw error
  }
}

/** How the file is read, or the columns that are missing in it. */
export function mappingOf(text: string, from: string): { readonly mapping: Mapping } | { readonly missing: readonly string[] } {
  const header =
    text
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .find((line) => line.trim() !== '' && !line.startsWith('#')) ?? ''
  const delimiter = ([';', '\t', ','] as const).find((each) => header.includes(each)) ?? ','
  // By its small letters, as the file writes it.
  const columns = new Map(
    header
      .split(delimiter)
      .map((column) => column.replaceAll('"', '').trim())
      .map((column) => [column.toLowerCase(), column]),
  )
  const as = (column: string): { readonly column: string } => ({ column: columns.get(column) ?? column })
  const missing: string[] = needed.filter((column) => !columns.has(column))
  const names = (['fi', 'sv', 'en'] as const).filter((language) => columns.has(`name_${language}`))
  if (names.length === 0) missing.push('name_fi')
  if (missing.length > 0) return { missing }
  const optional = (column: string): { readonly column: string } | undefined => (columns.has(column) ? as(column) : undefined)
  const [oid, serviceCode, municipality, endedOn] = [optional('oid'), optional('service'), optional('municipality'), optional('ended_on')]
  return {
    mapping: {
      kind: 'units',
      source: 'dashboard',
      csv: { delimiter },
      from,
      shape: {
        form: 'list',
        code: as('code'),
        parent: as('parent'),
        names: Object.fromEntries(names.map((language) => [language, as(`name_${language}`)])),
        kind: { ...as('kind'), values: kinds },
        ...(oid === undefined ? {} : { oid }),
        ...(serviceCode === undefined ? {} : { serviceCode }),
        ...(municipality === undefined ? {} : { municipality }),
        ...(endedOn === undefined ? {} : { endedOn }),
      },
    },
  }
}
