import { lanAddress, type Config } from '@kuulolla/runtime'

/** Where people reach the system: PUBLIC_URL, else an address that a phone in the same network can open. No slash at the end. */
export function publicAddress(config: Config, port: number): string {
  if (config.publicUrl !== null) return config.publicUrl
  const everywhere = ['0.0.0.0', '::', '*'].includes(config.host)
  const host = everywhere ? (lanAddress() ?? 'localhost') : config.host.includes(':') ? `[${config.host}]` : config.host
  return `http://${host}:${port}`
}
