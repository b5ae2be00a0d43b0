import { readdirSync, readFileSync } from 'node:fs'
import type { Language } from '@kuulolla/core'
import { fallbacksOf } from './fallback.ts'
import { createTranslator, type Catalogue, type Translator } from './translator.ts'

const folder = new URL('../catalogues/', import.meta.url)

/** Every language that has a folder of catalogue files: to add a language, add its folder. Read once per process. */
export const catalogues: ReadonlyMap<Language, Catalogue> = new Map(
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => [entry.name, readCatalogue(entry.name)]),
)

function readCatalogue(language: Language): Catalogue {
  const files = readdirSync(new URL(`${language}/`, folder)).filter((name) => name.endsWith('.json'))
  return Object.assign({}, ...files.map((name): unknown => JSON.parse(readFileSync(new URL(`${language}/${name}`, folder), 'utf8')))) as Catalogue
}

const translators = new Map<Language, Translator>()

/** The translator of a language, with its fallbacks; made once. */
export function translatorOf(language: Language): Translator {
  let translator = translators.get(language)
  if (translator === undefined) {
    const chain = [language, ...fallbacksOf(language)].map((each) => catalogues.get(each) ?? {})
    translator = createTranslator(language, ...chain)
    translators.set(language, translator)
  }
  return translator
}
