import { spawn } from 'node:child_process'
import type { Identity } from './postgres-user.ts'

/** Runs a program to its end; an exit code other than 0 is an error with what it wrote to its error stream. */
export function execute(command: string, args: readonly string[], identity: Identity = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...identity, stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' })
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.on('error', reject)
    child.on('exit', (code, signal) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code ?? signal}: ${errors.trim()}`))))
  })
}
