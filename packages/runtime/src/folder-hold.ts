import { rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { OperatorError } from './operator-error.ts'

const socketIn = (folder: string): string => join(folder, 'held.sock')

/** Process id of whoever holds `folder`; null when nobody who lives does. A socket, unlike a pid file, dies with its process. */
export function holderOf(folder: string): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = connect(socketIn(folder))
    let text = ''
    socket.setTimeout(2_000, () => socket.destroy())
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text === '' ? null : Number(text)))
  })
}

/** Makes `folder` ours until released or until this process ends. `name` is what the operator calls it. */
export async function holdFolder(folder: string, name: string): Promise<() => Promise<void>> {
  const holder = await holderOf(folder)
  if (holder !== null) {
    throw new OperatorError(`The data folder ${name} is in use by a running Kuulolla (process ${holder}). Stop that one, or set DATA_DIR to another folder.`)
  }
  await rm(socketIn(folder), { force: true })
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.end(String(process.pid))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new OperatorError(`No socket can be made in ${folder} (${cause.message}). Set DATA_DIR to a folder on a local disk.`, { cause })),
    )
    server.listen(socketIn(folder), resolve)
  })
  server.unref()
  return () => new Promise((resolve) => server.close(() => resolve()))
}
