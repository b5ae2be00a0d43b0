import type { Role } from '@kuulolla/core'

export type DemoPerson = {
  readonly name: string
  readonly email: string
  readonly role: Role
  /** Codes of the units whose subtrees the person has; null: the whole tenant. */
  readonly units: readonly string[] | null
}

/** One person of each role. The addresses cannot receive mail (RFC 2606). */
export const demoPeople: readonly DemoPerson[] = [
  { name: 'Elli Esimies', email: 'esihenkilo@esimerkkila.example', role: 'unit-manager', units: ['centre-health'] },
  { name: 'Kaisa Käsittelijä', email: 'kasittelija@esimerkkila.example', role: 'feedback-handler', units: ['health'] },
  { name: 'Lauri Laatu', email: 'laatu@esimerkkila.example', role: 'quality-officer', units: null },
  { name: 'Pia Pääkäyttäjä', email: 'paakayttaja@esimerkkila.example', role: 'administrator', units: null },
]

/** Of all demo people; fit for a demonstration only. */
export const demoPassword = 'kuulolla-demo-2026'
