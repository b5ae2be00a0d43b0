import { dayNumber, dayOf } from './days.ts'
import type { DemoCounty } from './demo-county.ts'
import { randomFrom } from './random.ts'

export type DemoContact = {
  readonly unitCode: string
  readonly language: 'fi' | 'sv' | 'en'
  readonly receivedOn: string
  readonly state: 'open' | 'in-progress' | 'closed'
  readonly name: string
  readonly phone: string
  readonly message: string
  /** Sixteen bytes to make the request's id of. */
  readonly random: Uint8Array
}

const asked = [
  { language: 'fi', name: 'Aino Virtanen', message: 'Haluaisin keskustella siitä, miksi tutkimustuloksista ei soitettu sovitusti.' },
  { language: 'fi', name: 'Matti Korhonen', message: 'Ajanvaraus peruuntui kahdesti. Toivon, että joku ottaa yhteyttä.' },
  { language: 'sv', name: 'Ulla Lindqvist', message: 'Jag vill gärna berätta hur besöket gick. Jag nås bäst på eftermiddagen.' },
  { language: 'fi', name: 'Helmi Nieminen', message: 'Sain todella hyvää hoitoa ja haluan kiittää hoitajaa henkilökohtaisesti.' },
  { language: 'en', name: 'Daniel Smith', message: 'Please call me about the interpreter. It did not work well last time.' },
  { language: 'fi', name: 'Eero Laine', message: 'Esteetön kulku sisälle ei toimi pyörätuolilla. Voin näyttää paikan päällä.' },
  { language: 'sv', name: 'Bo Sundström', message: 'Jag fick ett brev som jag inte förstår. Kan någon förklara det?' },
] as const

/** People who want to be called back, spread over the last ten weeks; the older ones are being handled or closed. */
export function demoContacts(county: DemoCounty, seed: string): readonly DemoContact[] {
  const random = randomFrom(`${seed} contacts`)
  const last = dayNumber(county.to)
  const codes = county.units.filter((unit) => unit.profile !== null && unit.profile.perDay > 0.5).map((unit) => unit.code)
  return Array.from({ length: 26 }, (_, index) => {
    const back = Math.floor((index * 70) / 26)
    const person = asked[index % asked.length] ?? asked[0]
    return {
      ...person,
      unitCode: index % 5 === 0 ? 'centre-health' : random.pick(codes),
      receivedOn: dayOf(last - back),
      state: back < 8 ? 'open' : back < 20 ? random.pick(['open', 'in-progress', 'in-progress']) : 'closed',
      phone: `040 000 ${String(1000 + index)}`,
      random: random.bytes(16),
    }
  })
}
