import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { expect, test } from 'vitest'
import { catalogues } from './load-catalogues.ts'

const english = catalogues.get('en') ?? {}

function parameters(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return []
    if (element.type === TYPE.plural || element.type === TYPE.select)
      return [element.value, ...Object.values(element.options).flatMap((option) => parameters(option.value))]
    return 'value' in element ? [element.value] : []
  })
}
const parametersOf = (message: string): string[] => [...new Set(parameters(parse(message, { ignoreTag: true })))].sort()

test.each(['fi', 'sv'])('%s has every message, with the parameters of the English one', (language) => {
  const catalogue = catalogues.get(language) ?? {}
  expect(Object.keys(catalogue).sort()).toEqual(Object.keys(english).sort())
  for (const [key, message] of Object.entries(catalogue)) expect([key, ...parametersOf(message)]).toEqual([key, ...parametersOf(english[key] ?? '')])
})

test.each([...catalogues.keys()])('%s knows no message that English does not, and none with an exclamation mark', (language) => {
  for (const [key, message] of Object.entries(catalogues.get(language) ?? {})) {
    expect(english).toHaveProperty([key])
    expect([key, message.includes('!')]).toEqual([key, false])
  }
})
