import { crc32, deflateSync } from 'node:zlib'
import encodeQR from 'qr'

/** Light modules around the symbol (ISO/IEC 18004, 6.3.8). */
export const quietZone = 4

/** Rows of modules, true = dark, without the quiet zone. Error correction M: a quarter of a wall poster's scratches more than L. */
export function qrModules(text: string): readonly (readonly boolean[])[] {
  // The encoder draws a border of at least one module.
  return encodeQR(text, 'raw', { ecc: 'medium', border: 1 })
    .slice(1, -1)
    .map((row) => row.slice(1, -1))
}

/** Every dark run of a row as a rectangle, in modules: what both SVG and PDF draw. */
export function qrRuns(modules: readonly (readonly boolean[])[]): readonly { readonly x: number; readonly y: number; readonly width: number }[] {
  const runs: { x: number; y: number; width: number }[] = []
  for (const [y, row] of modules.entries()) {
    let start = -1
    for (let x = 0; x <= row.length; x += 1) {
      if (row[x] === true) {
        if (start < 0) start = x
      } else if (start >= 0) {
        runs.push({ x: start, y, width: x - start })
        start = -1
      }
    }
  }
  return runs
}

/** Black on white with its quiet zone; one unit is one module, so it scales to any size. */
export function qrSvg(text: string): string {
  const modules = qrModules(text)
  const size = modules.length + 2 * quietZone
  const path = qrRuns(modules)
    .map(({ x, y, width }) => `M${x + quietZone} ${y + quietZone}h${width}v1h-${width}z`)
    .join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`
}

/** `size` pixels a side; modules are whole pixels, so what does not divide becomes a wider quiet zone. Throws a RangeError where a module would be under a pixel. */
export function qrPng(text: string, size: number): Uint8Array {
  const modules = qrModules(text)
  const scale = Math.floor(size / (modules.length + 2 * quietZone))
  if (scale < 1) throw new RangeError(`${size} pixels are too few for ${modules.length} modules`)
  const margin = Math.floor((size - modules.length * scale) / 2)
  const rowBytes = 1 + Math.ceil(size / 8)
  const pixels = Buffer.alloc(rowBytes * size, 0xff)
  for (let y = 0; y < size; y += 1) {
    pixels[y * rowBytes] = 0
    const row = modules[Math.floor((y - margin) / scale)]
    if (y < margin || row === undefined) continue
    for (let x = margin; x < margin + modules.length * scale; x += 1) {
      if (row[Math.floor((x - margin) / scale)] !== true) continue
      const at = y * rowBytes + 1 + (x >> 3)
      pixels[at] = (pixels[at] ?? 0) & ~(0x80 >> (x & 7))
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  // One bit of grey a pixel; the last three bytes are deflate, adaptive filters, no interlacing.
  header[8] = 1
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(pixels)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

/** Two rows of modules a line. Says both colours itself, so it reads alike on dark and light terminals. */
export function qrTerminal(text: string): string {
  const modules = qrModules(text)
  const dark = (x: number, y: number): boolean => modules[y]?.[x] === true
  const lines: string[] = []
  for (let y = -quietZone; y < modules.length + quietZone; y += 2) {
    let line = ''
    for (let x = -quietZone; x < modules.length + quietZone; x += 1) {
      const [upper, lower] = [dark(x, y), dark(x, y + 1)]
      line += upper ? (lower ? '█' : '▀') : lower ? '▄' : ' '
    }
    // Black on white: 256-colour codes, because themes repaint the first sixteen.
    lines.push(`\u001b[38;5;16;48;5;231m${line}\u001b[0m`)
  }
  return `${lines.join('\n')}\n`
}
