import { defaultTimeZone } from '@kuulolla/core'
import { createTranslator, english, fallbacksOf, type Catalogue, type MessageKey, type MessageParameters } from '@kuulolla/i18n'
import { createContext, createEffect, createMemo, createSignal, onMount, useContext, type Accessor, type JSX } from 'solid-js'
import { createFormats, type Formats } from './formats.ts'

export type LanguageChoice = {
  readonly language: Accessor<string>
  readonly languages: Accessor<readonly string[]>
  readonly choose: (language: string) => void
  readonly t: (key: MessageKey, parameters?: MessageParameters) => string
  /** For keys that come as data; null where there is no such message. */
  readonly find: (key: string, parameters?: MessageParameters) => string | null
  readonly formats: Accessor<Formats>
}

const storageKey = 'kuulolla.language'
const Context = createContext<LanguageChoice>()

export function useLanguage(): LanguageChoice {
  const found = useContext(Context)
  if (found === undefined) throw new Error('useLanguage outside LanguageProvider')
  return found
}

/** A language's own name, as its speakers write it. */
export function nameOfLanguage(language: string): string {
  const names: Readonly<Record<string, string>> = {
    fi: 'suomi',
    sv: 'svenska',
    en: 'English',
    se: 'davvisámegiella',
    smn: 'anarâškielâ',
    sms: 'nuõrttsääʹmǩiõll',
  }
  return names[language] ?? new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(language) ?? language
}

/** Storage may be switched off; the choice then lasts for the page. */
function storedLanguage(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}
function storeLanguage(language: string): void {
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Nowhere to keep it: the choice lasts for the page.
  }
}

function wantedLanguage(): string {
  const spoken = navigator.languages.map((tag) => tag.split('-')[0] ?? '')
  return storedLanguage() ?? spoken.find((tag) => ['fi', 'sv', 'en'].includes(tag)) ?? 'fi'
}

async function fetchCatalogue(language: string): Promise<Catalogue> {
  const response = await fetch(`/api/catalogue/${encodeURIComponent(language)}.json`)
  if (!response.ok) throw new Error(`catalogue ${language}: ${response.status}`)
  return (await response.json()) as Catalogue
}

export function LanguageProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const [language, setLanguage] = createSignal(wantedLanguage())
  const [languages, setLanguages] = createSignal<readonly string[]>(['fi', 'sv', 'en'])
  const [loaded, setLoaded] = createSignal<Readonly<Record<string, Catalogue | undefined>>>({ en: english })
  const asked = new Set(['en'])

  const ask = (wanted: string): void => {
    for (const each of [wanted, ...fallbacksOf(wanted)]) {
      if (asked.has(each)) continue
      asked.add(each)
      fetchCatalogue(each).then(
        (catalogue) => setLoaded((before) => ({ ...before, [each]: catalogue })),
        // English stands in; the next choice of this language asks again.
        () => asked.delete(each),
      )
    }
  }
  const translator = createMemo(() => createTranslator(language(), ...[language(), ...fallbacksOf(language())].map((each): Catalogue => loaded()[each] ?? {})))
  const formats = createMemo(() => createFormats(language(), defaultTimeZone))

  createEffect(() => {
    ask(language())
    document.documentElement.lang = language()
  })
  onMount(() => {
    void fetch('/api/languages')
      .then(async (response) => (response.ok ? ((await response.json()) as readonly string[]) : languages()))
      .then(setLanguages, () => undefined)
  })

  const choice: LanguageChoice = {
    language,
    languages,
    choose: (wanted) => {
      storeLanguage(wanted)
      setLanguage(wanted)
    },
    t: (key, parameters) => translator()(key, parameters),
    find: (key, parameters) => translator().find(key, parameters),
    formats,
  }
  return <Context.Provider value={choice}>{props.children}</Context.Provider>
}

/** Within it instants are told in a tenant's own time zone. */
export function TimeZoneProvider(props: { readonly timeZone: string; readonly children: JSX.Element }): JSX.Element {
  const around = useLanguage()
  const formats = createMemo(() => createFormats(around.language(), props.timeZone))
  return <Context.Provider value={{ ...around, formats }}>{props.children}</Context.Provider>
}
