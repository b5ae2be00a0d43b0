import type { LocalisedText } from '../language.ts'
import type { Standard } from './standard.ts'

/** The seven dimensions of the national feedback set, one statement each, in its order. */
export const dimensions = ['availability', 'encounter', 'participation', 'safety', 'information', 'understandability', 'usefulness'] as const
type Dimension = (typeof dimensions)[number]

const names: Readonly<Record<Dimension, LocalisedText>> = {
  availability: { fi: 'Saatavuus', sv: 'Tillgång till hjälp', en: 'Availability' },
  encounter: { fi: 'Kohtaaminen', sv: 'Bemötande', en: 'Encounter' },
  participation: { fi: 'Osallistuminen', sv: 'Delaktighet', en: 'Participation' },
  safety: { fi: 'Turvallisuus', sv: 'Trygghet', en: 'Safety' },
  information: { fi: 'Tiedonsaanti', sv: 'Information', en: 'Information' },
  understandability: { fi: 'Ymmärrettävyys', sv: 'Begriplighet', en: 'Understandability' },
  usefulness: { fi: 'Hyödyllisyys', sv: 'Nytta', en: 'Usefulness' },
}

const recommendation: LocalisedText = { fi: 'Suositteluhalukkuus', sv: 'Rekommendation', en: 'Recommendation' }

type Statements = Readonly<Record<Dimension, LocalisedText>>
const statements = (prefix: string, scale: 'agree' | 'faces', wordings: Statements): Standard['measures'] =>
  dimensions.map((dimension) => ({ code: `${prefix}.${dimension}`, item: dimension, scale, names: names[dimension], wordings: wordings[dimension] }))

/** Clients of 13 years and over. */
export const nationalAdult: Standard = {
  code: 'national-adult',
  version: '2026.1',
  audience: 'adult',
  names: { fi: 'Asiakaspalaute', sv: 'Klientrespons', en: 'Client feedback' },
  title: { fi: 'Miten asiointisi sujui?', sv: 'Hur gick ditt besök?', en: 'How did your visit go?' },
  measures: [
    {
      code: 'national.nps',
      item: 'nps',
      scale: 'nps',
      names: recommendation,
      wordings: {
        fi: 'Kuinka todennäköisesti suosittelisit tätä palvelua läheisellesi, joka on samassa tilanteessa?',
        sv: 'Hur sannolikt är det att du skulle rekommendera den här tjänsten för en närstående i samma situation?',
        en: 'How likely would you be to recommend this service to someone close to you in the same situation?',
      },
    },
    ...statements('national', 'agree', {
      availability: { fi: 'Sain apua silloin, kun tarvitsin sitä.', sv: 'Jag fick hjälp när jag behövde det.', en: 'I got help when I needed it.' },
      encounter: {
        fi: 'Minua kohdeltiin ystävällisesti ja kunnioittavasti.',
        sv: 'Jag blev bemött vänligt och med respekt.',
        en: 'I was treated kindly and with respect.',
      },
      participation: {
        fi: 'Sain olla mukana päättämässä omista asioistani.',
        sv: 'Jag fick vara med och besluta om det som gäller mig.',
        en: 'I had a say in decisions that concern me.',
      },
      safety: { fi: 'Tunsin oloni turvalliseksi.', sv: 'Jag kände mig trygg.', en: 'I felt safe.' },
      information: {
        fi: 'Sain riittävästi tietoa palvelusta ja siitä, mitä seuraavaksi tapahtuu.',
        sv: 'Jag fick tillräckligt med information om tjänsten och om vad som händer härnäst.',
        en: 'I was given enough information about the service and what happens next.',
      },
      understandability: {
        fi: 'Asioista puhuttiin niin, että ymmärsin ne.',
        sv: 'Saker förklarades så att jag förstod dem.',
        en: 'Things were explained in a way I understood.',
      },
      usefulness: { fi: 'Palvelusta oli minulle hyötyä.', sv: 'Jag hade nytta av tjänsten.', en: 'The service was useful to me.' },
    }),
  ],
  openText: { fi: 'Mikä oli hyvin, mitä voimme tehdä paremmin?', sv: 'Vad var bra, vad kan vi göra bättre?', en: 'What was good, what could we do better?' },
}

/** Children of 7–12 years: statements only, answered by faces. */
export const nationalChild: Standard = {
  code: 'national-child',
  version: '2026.1',
  audience: 'child',
  names: { fi: 'Lasten palaute', sv: 'Barnens respons', en: 'Children’s feedback' },
  title: { fi: 'Millaista sinulla oli täällä?', sv: 'Hur hade du det här?', en: 'How was it for you here?' },
  measures: statements('child', 'faces', {
    availability: { fi: 'Sain apua.', sv: 'Jag fick hjälp.', en: 'I got help.' },
    encounter: { fi: 'Aikuiset olivat minulle mukavia.', sv: 'De vuxna var snälla mot mig.', en: 'The grown-ups were nice to me.' },
    participation: { fi: 'Sain kertoa, mitä itse ajattelen.', sv: 'Jag fick säga vad jag tycker.', en: 'I got to say what I think.' },
    safety: { fi: 'Minulla oli turvallinen olo.', sv: 'Jag kände mig trygg.', en: 'I felt safe.' },
    information: {
      fi: 'Minulle kerrottiin, mitä täällä tehdään.',
      sv: 'Jag fick veta vad vi skulle göra här.',
      en: 'I was told what we were going to do here.',
    },
    understandability: { fi: 'Ymmärsin, mitä aikuiset sanoivat.', sv: 'Jag förstod vad de vuxna sa.', en: 'I understood what the grown-ups said.' },
    usefulness: { fi: 'Oli hyvä, että tulin tänne.', sv: 'Det var bra att jag kom hit.', en: 'It was good that I came here.' },
  }),
  openText: { fi: 'Mitä muuta haluat kertoa?', sv: 'Vill du berätta något mer?', en: 'Is there anything else you want to tell us?' },
}

/** Next of kin, of their own experience beside the client. */
export const nationalNextOfKin: Standard = {
  code: 'national-next-of-kin',
  version: '2026.1',
  audience: 'next-of-kin',
  names: { fi: 'Läheisten palaute', sv: 'Närståendes respons', en: 'Next-of-kin feedback' },
  title: {
    fi: 'Miten läheisesi palvelu sujui?',
    sv: 'Hur fungerade tjänsten för din närstående?',
    en: 'How did the service work for the person close to you?',
  },
  measures: [
    {
      code: 'kin.nps',
      item: 'nps',
      scale: 'nps',
      names: recommendation,
      wordings: {
        fi: 'Kuinka todennäköisesti suosittelisit tätä palvelua muille, joiden läheinen on samassa tilanteessa?',
        sv: 'Hur sannolikt är det att du skulle rekommendera den här tjänsten för andra med en närstående i samma situation?',
        en: 'How likely would you be to recommend this service to others with someone close to them in the same situation?',
      },
    },
    ...statements('kin', 'agree', {
      availability: {
        fi: 'Läheiseni sai apua silloin, kun tarvitsi sitä.',
        sv: 'Min närstående fick hjälp när det behövdes.',
        en: 'The person close to me got help when they needed it.',
      },
      encounter: {
        fi: 'Minua kohdeltiin läheisenä ystävällisesti ja kunnioittavasti.',
        sv: 'Jag blev som närstående bemött vänligt och med respekt.',
        en: 'As next of kin, I was treated kindly and with respect.',
      },
      participation: {
        fi: 'Sain olla mukana läheiseni asioissa sen verran kuin toivoimme.',
        sv: 'Jag fick vara delaktig i min närståendes ärenden så mycket som vi önskade.',
        en: 'I was involved as much as the person close to me and I wished.',
      },
      safety: {
        fi: 'Luotan siihen, että läheiseni on turvassa.',
        sv: 'Jag litar på att min närstående är trygg.',
        en: 'I trust that the person close to me is safe.',
      },
      information: {
        fi: 'Sain riittävästi tietoa läheiseni palvelusta.',
        sv: 'Jag fick tillräckligt med information om min närståendes tjänst.',
        en: 'I was given enough information about the service for the person close to me.',
      },
      understandability: {
        fi: 'Asioista puhuttiin niin, että ymmärsin ne.',
        sv: 'Saker förklarades så att jag förstod dem.',
        en: 'Things were explained in a way I understood.',
      },
      usefulness: {
        fi: 'Palvelusta oli läheiselleni hyötyä.',
        sv: 'Min närstående hade nytta av tjänsten.',
        en: 'The service was useful to the person close to me.',
      },
    }),
  ],
  openText: { fi: 'Mikä oli hyvin, mitä voimme tehdä paremmin?', sv: 'Vad var bra, vad kan vi göra bättre?', en: 'What was good, what could we do better?' },
}

/** What every new tenant starts with. */
export const nationalStandards: readonly Standard[] = [nationalAdult, nationalChild, nationalNextOfKin]
