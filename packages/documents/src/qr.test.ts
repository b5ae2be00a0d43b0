import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import jsQR from 'jsqr'
import { expect, test } from 'vitest'
import { qrPng, qrSvg, qrTerminal } from './qr.ts'

const link = 'https://kuulolla.example/q/abc234'

/** The grey pixels of a PNG of one bit a pixel, as RGBA. */
function pixelsOf(png: Uint8Array): { readonly data: Uint8ClampedArray; readonly size: number } {
  const bytes = Buffer.from(png)
  const size = bytes.readUInt32BE(16)
  const data = bytes.indexOf('IDAT')
  const rows = inflateSync(bytes.subarray(data + 4, data + 4 + bytes.readUInt32BE(data - 4)))
  const rowBytes = rows.length / size
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255)
  for (let at = 0; at < size * size; at += 1) {
    const [x, y] = [at % size, Math.floor(at / size)]
    const bit = ((rows[y * rowBytes + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1
    pixels.fill(bit * 255, at * 4, at * 4 + 3)
  }
  return { data: pixels, size }
}

const decoded = (png: Uint8Array): string | undefined => {
  const { data, size } = pixelsOf(png)
  return jsQR.default(data, size, size)?.data
}

test('another reader reads the picture', () => {
  expect(decoded(qrPng(link, 300))).toBe(link)
  expect(decoded(qrPng(link, 1_001))).toBe(link)
})

test('any text that fits comes back', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true }), (url) => {
      expect(decoded(qrPng(url, 600))).toBe(url)
    }),
    { numRuns: 30 },
  )
})

test('too few pixels are refused', () => {
  expect(() => qrPng(link, 20)).toThrow(RangeError)
})

test('the terminal shows the same modules, four light ones around them', () => {
  const lines = qrTerminal(link)
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll(/\p{Cc}\[[\d;]*m/gu, ''))
  const scale = 4
  const [width, height] = [lines[0]?.length ?? 0, lines.length * 2]
  const data = new Uint8ClampedArray(width * scale * height * scale * 4).fill(255)
  for (let y = 0; y < height * scale; y += 1) {
    for (let x = 0; x < width * scale; x += 1) {
      const character = lines[Math.floor(y / scale / 2)]?.[Math.floor(x / scale)] ?? ' '
      const dark = character === '█' || character === (Math.floor(y / scale) % 2 === 0 ? '▀' : '▄')
      if (dark) data.fill(0, (y * width * scale + x) * 4, (y * width * scale + x) * 4 + 3)
    }
  }
  expect(jsQR.default(data, width * scale, height * scale)?.data).toBe(link)
  expect(lines.slice(0, 2).every((line) => line.trim() === '')).toBe(true)
  expect(lines.every((line) => line.startsWith('    ') && line.endsWith('    '))).toBe(true)
})

test('the SVG is one path on white', () => {
  expect(qrSvg(link)).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+".*<path d="M4 4h7v1h-7z.*<\/svg>$/)
})
