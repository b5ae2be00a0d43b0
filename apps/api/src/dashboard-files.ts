import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}
const compressible = new Set(['.html', '.js', '.css', '.svg', '.json', '.webmanifest', '.txt'])

type File = { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly gzipped: Uint8Array<ArrayBuffer> | null; readonly etag: string }
export type DashboardFiles = (request: Request) => Response | null

/** What the dashboard's pages may do: their own files and our own service, nothing inline but style attributes. */
export const dashboardSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The dashboard's build, read once: its files by their address, and its one page for every address that is not a file's. Null where there is no page. */
export async function dashboardFiles(directory: string): Promise<DashboardFiles> {
  const files = new Map<string, File>()
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name)
    files.set(`/${relative(directory, path).split(sep).join('/')}`, await load(path))
  }
  return (request) => {
    const { pathname } = new URL(request.url)
    const file = pathname === '/' ? undefined : files.get(pathname)
    if (file === undefined && /\.[a-z0-9]+$/.test(pathname)) return null
    const found = file ?? files.get('/index.html')
    if (found === undefined) return null
    return answer(request, found, { lasting: file !== undefined && pathname.startsWith('/assets/') })
  }
}

function answer(request: Request, file: File, { lasting }: { readonly lasting: boolean }): Response {
  const gzipped = file.gzipped !== null && /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '') ? file.gzipped : null
  const headers = {
    'content-type': file.type,
    etag: file.etag,
    vary: 'accept-encoding',
    // Built files carry a hash of their content in their name.
    'cache-control': lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-security-policy': dashboardSecurityPolicy,
    'x-frame-options': 'DENY',
  }
  if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers })
  return new Response(gzipped ?? file.bytes, { headers: gzipped === null ? headers : { ...headers, 'content-encoding': 'gzip' } })
}

async function load(path: string): Promise<File> {
  const bytes = new Uint8Array(await readFile(path))
  const ending = extname(path)
  return {
    bytes,
    type: types[ending] ?? 'application/octet-stream',
    gzipped: compressible.has(ending) ? new Uint8Array(await promisify(gzip)(bytes)) : null,
    etag: `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
  }
}
