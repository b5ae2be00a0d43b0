import jsQR from 'jsqr'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, test } from 'vitest'
import { posterPdf, type Poster, type PosterSize } from './poster.ts'

const created = new Date('2026-01-02T03:04:05Z')
const long: Poster = {
  organisation: { fi: 'Pohjanmaan hyvinvointialue', sv: 'Österbottens välfärdsområde', en: 'Wellbeing Services County of Ostrobothnia' },
  unitName: {
    fi: 'Vaasan pääterveysaseman suun terveydenhuollon kiirevastaanotto ja hammashuollon ajanvaraus',
    sv: 'Vasa huvudhälsostations jourmottagning för munhälsovård och tidsbokning för tandvården',
    en: 'Vaasa main health centre oral health care urgent appointments',
  },
  languages: ['fi', 'sv', 'en'],
  link: 'https://palaute.pohjanmaanhyvinvointialue.example/q/abc23456',
}
const sami: Poster = {
  organisation: { fi: 'Lapin hyvinvointialue' },
  unitName: { se: 'Ohcejoga dearvvašvuođaguovddáš', sms: 'Čeʹvetjääuʹr ǩeârvv' },
  languages: ['se', 'sms'],
  link: 'http://192.168.1.20:3000/q/abc234',
}

async function opened(size: PosterSize, posters: Iterable<Poster>) {
  const chunks: Uint8Array[] = []
  for await (const chunk of posterPdf({ size, posters, created })) chunks.push(chunk)
  return getDocument({ data: new Uint8Array(Buffer.concat(chunks)), verbosity: 0 }).promise
}

type Canvas = {
  readonly canvas: { getContext(kind: '2d'): { getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray } } }
}

/** What a camera sees: the page drawn by another program's renderer. */
async function scanned(pdf: Awaited<ReturnType<typeof opened>>, pageNumber: number): Promise<string | undefined> {
  const page = await pdf.getPage(pageNumber)
  const viewport = page.getViewport({ scale: 1.5 })
  const [width, height] = [Math.floor(viewport.width), Math.floor(viewport.height)]
  // The factory is typed as Object; in Node it makes canvases of @napi-rs/canvas.
  const factory = pdf.canvasFactory as { create(width: number, height: number): Canvas }
  const { canvas } = factory.create(width, height)
  await page.render({ canvas: canvas as never, viewport }).promise
  return jsQR.default(canvas.getContext('2d').getImageData(0, 0, width, height).data, width, height)?.data
}

test.each(['A4', 'A5'] as const)('%s: every page has its own code, and the texts in the languages of the unit', { timeout: 60_000 }, async (size) => {
  const pdf = await opened(size, [long, sami])
  expect(pdf.numPages).toBe(2)
  expect(await scanned(pdf, 1)).toBe(long.link)
  expect(await scanned(pdf, 2)).toBe(sami.link)
  const { items } = await (await pdf.getPage(1)).getTextContent()
  const text = items.map((item) => ('str' in item ? item.str : '')).join(' ')
  for (const expected of ['Miten onnistuimme?', 'Hur lyckades vi?', 'How did we do?', 'palaute.pohjanmaanhyvinvointialue.example/q/abc23456'])
    expect(text).toContain(expected)
  const second = await (await pdf.getPage(2)).getTextContent()
  expect(second.items.map((item) => ('str' in item ? item.str : '')).join(' ')).toContain('ǩeârvv')
})

test('the document names itself and is tagged', async () => {
  const pdf = await opened('A4', [long])
  expect((await pdf.getMetadata()).info).toMatchObject({ Title: `Juliste: ${long.unitName['fi']}`, Language: 'fi' })
  expect([...((await pdf.getMarkInfo()) as unknown as ReadonlyMap<string, boolean>)]).toContainEqual(['Marked', true])
})

test('hundreds are written page by page', async () => {
  let asked = 0
  function* posters(): Generator<Poster> {
    for (; asked < 300; asked += 1) yield long
  }
  const pages = posterPdf({ size: 'A4', posters: posters(), created })
  await pages.next()
  expect(asked).toBeLessThan(5)
  await pages.return(undefined)
})
