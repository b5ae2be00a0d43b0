import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { inLanguage, type Language, type LocalisedText } from '@kuulolla/core'
import { translatorOf } from '@kuulolla/i18n/catalogues'
import PDFDocument from 'pdfkit'
import { qrModules, qrRuns, quietZone } from './qr.ts'

export type Poster = {
  readonly organisation: LocalisedText
  readonly unitName: LocalisedText
  /** In the order in which they are greeted. */
  readonly languages: readonly Language[]
  readonly link: string
}

export type PosterSize = 'A4' | 'A5'
export type PosterSheet = { readonly size: PosterSize; readonly posters: AsyncIterable<Poster> | Iterable<Poster>; readonly created: Date }

const require = createRequire(import.meta.url)
const fonts = { regular: '400Regular/NotoSans_400Regular.ttf', strong: '600SemiBold/NotoSans_600SemiBold.ttf' } as const
type Font = keyof typeof fonts
const loaded = new Map<Font, Buffer>()

/** Read once per process; Noto Sans has every letter of Finnish, Swedish and the Sámi languages. */
function fontFile(font: Font): Buffer {
  const known = loaded.get(font)
  if (known !== undefined) return known
  const bytes = readFileSync(require.resolve(`@expo-google-fonts/noto-sans/${fonts[font]}`))
  loaded.set(font, bytes)
  return bytes
}

/** The tokens of the light theme; the page itself stays white, for the printer's sake. */
const colour = { ink: '#1c2321', quiet: '#55605c', line: '#dcdfd9', brand: '#0f5a52', soft: '#e3efec' } as const

/** One page per poster, written page by page. Tagged, with each text in its language; the QR code is drawn, not an image. */
export async function* posterPdf({ size, posters, created }: PosterSheet): AsyncGenerator<Uint8Array> {
  let doc: PDFKit.PDFDocument | null = null
  for await (const poster of posters) {
    doc ??= openDocument(size, { first: poster, created })
    doc.addPage()
    drawPoster(doc, poster)
    yield* written(doc)
  }
  if (doc === null) throw new RangeError('no posters')
  doc.end()
  // A PDFDocument is a stream of buffers.
  for await (const chunk of doc) yield chunk as Buffer
}

function openDocument(size: PosterSize, { first, created }: { readonly first: Poster; readonly created: Date }): PDFKit.PDFDocument {
  const language = first.languages[0] ?? 'fi'
  const options = {
    size,
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: language,
    info: {
      Title: `${translatorOf(language)('documents.poster.title')}: ${inLanguage(first.unitName, language)}`,
      Author: inLanguage(first.organisation, language),
      CreationDate: created,
      ModDate: created,
    },
  } as const
  // The published types lag behind: they know PDF/A only.
  const doc = new PDFDocument(Object.assign({ subset: 'PDF/UA' }, options) as PDFKit.PDFDocumentOptions)
  for (const font of ['regular', 'strong'] as const) doc.registerFont(font, fontFile(font))
  return doc
}

function* written(doc: PDFKit.PDFDocument): Generator<Uint8Array> {
  for (;;) {
    // In paused mode `read` gives what is buffered, or null.
    const chunk = doc.read() as Buffer | null
    if (chunk === null) return
    yield chunk
  }
}

type Line = {
  readonly tag: 'P' | 'H1' | 'H2'
  readonly language: Language
  readonly text: string
  readonly font: Font
  readonly size: number
  readonly colour: string
  readonly gap: number
}

/** Lengths are shares of the page's width, so A5 is A4 made smaller. */
function drawPoster(doc: PDFKit.PDFDocument, poster: Poster): void {
  const { width, height } = doc.page
  const em = width / 100
  const margin = 8 * em
  const inner = width - 2 * margin
  const { above, below } = linesOf(poster, em)
  const measure = (lines: readonly Line[], scale: number): number =>
    lines.reduce((sum, line) => {
      doc.font(line.font).fontSize(line.size * scale)
      return sum + doc.heightOfString(line.text, { width: inner, lineGap: lineGapOf(line.size * scale) }) + line.gap * scale
    }, 0)
  const smallestPanel = 40 * em
  const room = height - 2 * margin - 4 * em
  let scale = 1
  while (scale > 0.4 && measure(above, scale) + measure(below, scale) + smallestPanel > room) scale -= 0.05
  const panel = Math.min(62 * em, room - measure(above, scale) - measure(below, scale))

  const section = doc.struct('Sect', { title: inLanguage(poster.unitName, ...poster.languages) })
  doc.addStructure(section)
  artifact(doc, () => doc.rect(0, 0, width, 2.4 * em).fill(colour.brand))
  let y = margin
  const put = (lines: readonly Line[], align: 'left' | 'center'): void => {
    for (const line of lines) {
      const size = line.size * scale
      const options = { width: inner, align, lineGap: lineGapOf(size) }
      const top = y
      section.add(
        doc.struct(line.tag, { lang: line.language }, () => {
          doc.font(line.font).fontSize(size).fillColor(line.colour).text(line.text, margin, top, options)
        }),
      )
      doc.font(line.font).fontSize(size)
      y += doc.heightOfString(line.text, options) + line.gap * scale
    }
  }
  put(above, 'left')
  // What room is left stands half above the code, half below the link.
  y += Math.max(0, (room - measure(above, scale) - measure(below, scale) - panel) / 2) + em
  const corner = { x: (width - panel) / 2, y }
  section.add(doc.struct('Figure', { alt: poster.link }, () => drawCode(doc, poster.link, { ...corner, size: panel })))
  y += panel + 2 * em
  put(below, 'center')
  section.end()
}

function drawCode(doc: PDFKit.PDFDocument, link: string, { x, y, size }: { readonly x: number; readonly y: number; readonly size: number }): void {
  const modules = qrModules(link)
  const module = size / (modules.length + 2 * quietZone)
  doc
    .roundedRect(x, y, size, size, size / 24)
    .lineWidth(size / 120)
    .fillAndStroke('#ffffff', colour.brand)
  // One path: rectangles of their own would leave hairlines between the rows.
  for (const run of qrRuns(modules)) doc.rect(x + (run.x + quietZone) * module, y + (run.y + quietZone) * module, run.width * module, module * 1.02)
  doc.fill('#000000')
}

function linesOf(poster: Poster, em: number): { readonly above: readonly Line[]; readonly below: readonly Line[] } {
  const first = poster.languages[0] ?? 'fi'
  // Two of its languages may have the same name, or fall back to the same message: each is said once.
  const each = <T>(say: (language: Language) => string, build: (text: string, language: Language, index: number) => T): readonly T[] => {
    const texts = new Map<string, Language>()
    for (const language of poster.languages) if (!texts.has(say(language))) texts.set(say(language), language)
    return [...texts].map(([text, language], index) => build(text, language, index))
  }
  const many = poster.languages.length > 2
  const names = each(
    (language) => inLanguage(poster.unitName, language),
    (text, language, index): Line => ({
      tag: index === 0 ? 'H1' : 'P',
      language,
      text,
      font: index === 0 ? 'strong' : 'regular',
      size: (index === 0 ? 4.6 : 3.2) * em,
      colour: colour.ink,
      gap: 0.4 * em,
    }),
  )
  const invitations = each(
    (language) => translatorOf(language)('documents.poster.heading'),
    (text, language): readonly Line[] => [
      { tag: 'H2', language, text, font: 'strong', size: (many ? 5.6 : 7) * em, colour: colour.brand, gap: 0 },
      {
        tag: 'P',
        language,
        text: translatorOf(language)('documents.poster.promise'),
        font: 'regular',
        size: 2.7 * em,
        colour: colour.ink,
        gap: (many ? 1.8 : 2.6) * em,
      },
    ],
  ).flat()
  const organisation = each(
    (language) => inLanguage(poster.organisation, language),
    (text) => text,
  ).join(' · ')
  return {
    above: [
      { tag: 'P', language: first, text: organisation, font: 'regular', size: 2.5 * em, colour: colour.quiet, gap: 0.6 * em },
      ...spacedAfter(names, 3.2 * em),
      ...invitations,
    ],
    below: [
      ...each(
        (language) => translatorOf(language)('documents.poster.scan'),
        (text, language): Line => ({ tag: 'P', language, text, font: 'regular', size: 2.5 * em, colour: colour.quiet, gap: 0.2 * em }),
      ),
      { tag: 'P', language: first, text: poster.link.replace(/^https:\/\//, ''), font: 'strong', size: 3.4 * em, colour: colour.ink, gap: 0 },
    ],
  }
}

const spacedAfter = (lines: readonly Line[], gap: number): readonly Line[] => lines.map((line, index) => (index === lines.length - 1 ? { ...line, gap } : line))

const lineGapOf = (size: number): number => -size * 0.12

/** Decoration, which a screen reader passes over. */
function artifact(doc: PDFKit.PDFDocument, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' })
  draw()
  doc.endMarkedContent()
}
