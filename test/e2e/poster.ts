import jsQR from 'jsqr'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

type Canvas = {
  readonly canvas: { getContext(kind: '2d'): { getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray } } }
}

/** What a phone's camera reads off the first page of a poster: drawn by one program, found by another. */
export async function scanPoster(bytes: Uint8Array): Promise<string> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const page = await pdf.getPage(1)
  const viewport = page.getViewport({ scale: 1.5 })
  const [width, height] = [Math.floor(viewport.width), Math.floor(viewport.height)]
  // The factory is typed as Object; in Node it makes canvases of @napi-rs/canvas.
  const factory = pdf.canvasFactory as { create(width: number, height: number): Canvas }
  const { canvas } = factory.create(width, height)
  await page.render({ canvas: canvas as never, viewport }).promise
  const found = jsQR.default(canvas.getContext('2d').getImageData(0, 0, width, height).data, width, height)
  if (found === null) throw new Error('no QR code is found on the poster')
  return found.data
}
