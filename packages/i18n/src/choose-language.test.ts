import { expect, test } from 'vitest'
import { chooseLanguage } from './choose-language.ts'

const offered = ['fi', 'sv', 'en']

test.each([
  [{ asked: 'sv', accepts: 'en' }, 'sv'],
  [{ asked: 'xx', accepts: 'en-GB,en;q=0.9' }, 'en'],
  [{ accepts: 'de, sv;q=0.4, en;q=0.6' }, 'en'],
  [{ accepts: 'sv;q=0, ru' }, 'fi'],
  [{ accepts: ';;;,=,q' }, 'fi'],
  [{}, 'fi'],
])('%o is answered in %s', (wanted, language) => {
  expect(chooseLanguage(offered, wanted)).toBe(language)
})
