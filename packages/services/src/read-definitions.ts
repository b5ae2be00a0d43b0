import { figureDefinitions, Language } from '@kuulolla/core'
import type { Table } from '@kuulolla/documents'
import { translatorOf } from '@kuulolla/i18n/catalogues'
import { z } from 'zod'
import { defineVerb } from './verb.ts'

export type DescribedDefinition = {
  /** `nps@1`: a changed formula is a new version. */
  readonly definition: string
  readonly statistic: string
  readonly formula: string
  readonly source: string
}

/** How every figure is computed, and after whom. */
export const readDefinitions = defineVerb({
  name: 'read-definitions',
  permission: 'figures:read',
  input: z.object({ language: Language }),
  run: (_context, { language }) => Promise.resolve(describeDefinitions(language)),
})

export function describeDefinitions(language: Language): readonly DescribedDefinition[] {
  const say = translatorOf(language)
  return figureDefinitions.map(({ id, version, statistic, formula, source }) => ({
    definition: definitionKey({ id, version }),
    statistic,
    formula: say.find(formula) ?? formula,
    source,
  }))
}

export const definitionKey = ({ id, version }: { readonly id: string; readonly version: number }): string => `${id}@${version}`

export function definitionsTable(language: Language): Table {
  const say = translatorOf(language)
  return {
    name: say('documents.sheet.definitions'),
    columns: [
      { key: 'definition', title: say('documents.definitions.definition'), kind: 'text', width: 22 },
      { key: 'statistic', title: say('documents.definitions.statistic'), kind: 'text', width: 10 },
      { key: 'formula', title: say('documents.definitions.formula'), kind: 'text', width: 90 },
      { key: 'source', title: say('documents.definitions.source'), kind: 'text', width: 60 },
    ],
    rows: [describeDefinitions(language).map(({ definition, statistic, formula, source }) => [definition, statistic, formula, source])],
  }
}
