import { networkInterfaces } from 'node:os'

/** Bridges of containers and virtual machines are no way in from a phone. */
const virtual = /^(docker|br-|veth|virbr|vmnet|vboxnet|tun|tap|utun)/

/** An address of this machine that a phone in the same network can open; null when there is none. */
export function lanAddress(): string | null {
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
      .map(({ address }) => ({ name, address })),
  )
  return (found.find(({ name }) => !virtual.test(name)) ?? found[0])?.address ?? null
}
