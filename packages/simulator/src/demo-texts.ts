import type { Random } from './random.ts'

type Spoken = 'fi' | 'sv' | 'en'
type Mood = 'good' | 'bad'

/** Own sentences that go together in any order: what happened, and what one thinks of it. */
const happened: Readonly<Record<Spoken, Readonly<Record<Mood, readonly string[]>>>> = {
  fi: {
    good: [
      'Pääsin vastaanotolle heti sovittuna aikana.',
      'Hoitaja kuunteli ja selitti rauhassa, mitä tehdään.',
      'Sain selkeät ohjeet kotiin.',
      'Minut otettiin ystävällisesti vastaan.',
      'Asia hoitui yhdellä käynnillä.',
      'Takaisinsoitto tuli samana päivänä.',
      'Lapsikin uskalsi tulla mukaan, kun hänelle puhuttiin suoraan.',
      'Vaihtoehdot käytiin läpi yhdessä.',
    ],
    bad: [
      'Odotin yli tunnin sovitusta ajasta.',
      'Puhelimeen ei vastattu, ja takaisinsoitto tuli vasta kolmantena päivänä.',
      'Kukaan ei kertonut, mitä seuraavaksi tapahtuu.',
      'Jouduin kertomaan saman asian kolmelle eri ihmiselle.',
      'Opasteet puuttuivat, ja eksyin käytävillä.',
      'Tuntui, että minua ei kuunneltu.',
      'Aikoja sai vasta usean viikon päähän.',
      'Kirjallisia ohjeita en saanut, vaikka pyysin.',
    ],
  },
  sv: {
    good: [
      'Jag kom in precis på avtalad tid.',
      'Skötaren lyssnade och förklarade lugnt vad som skulle göras.',
      'Jag fick tydliga anvisningar att ta med hem.',
      'Jag blev vänligt bemött.',
      'Jag fick hela tiden tala svenska.',
      'Ärendet blev skött på ett enda besök.',
      'De ringde upp samma dag.',
    ],
    bad: [
      'Jag väntade över en timme efter den avtalade tiden.',
      'Ingen svarade i telefon och jag blev uppringd först på tredje dagen.',
      'Ingen berättade vad som händer härnäst.',
      'Jag måste berätta samma sak för tre olika personer.',
      'Jag fick inte service på svenska fast jag bad om det.',
      'Skyltarna var dåliga och jag gick vilse.',
      'Det kändes som om ingen lyssnade.',
    ],
  },
  en: {
    good: [
      'I was seen exactly at the agreed time.',
      'The nurse listened and explained everything calmly.',
      'I was given clear instructions to take home.',
      'Everybody was friendly.',
      'One visit was enough to sort it out.',
      'They found an interpreter for me quickly.',
    ],
    bad: [
      'I waited more than an hour after the agreed time.',
      'Nobody answered the phone and the call back came three days later.',
      'No one told me what happens next.',
      'I had to explain the same thing to three different people.',
      'The letters come only in Finnish and I do not understand them.',
      'It felt as if nobody listened.',
    ],
  },
}

const thought: Readonly<Record<Spoken, Readonly<Record<Mood, readonly string[]>>>> = {
  fi: {
    good: ['Kiitos.', 'Jatkakaa samaan malliin.', 'Jäi turvallinen olo.', 'Tulen mielelläni toistekin.', ''],
    bad: ['Toivon, että tähän puututaan.', 'Henkilökunta teki silti parhaansa.', 'Parempi tiedottaminen riittäisi.', 'Aion jatkossa asioida muualla.', ''],
  },
  sv: {
    good: ['Tack.', 'Fortsätt så här.', 'Det kändes tryggt.', 'Jag kommer gärna tillbaka.', ''],
    bad: ['Jag hoppas att ni gör något åt det.', 'Personalen gjorde ändå sitt bästa.', 'Bättre information skulle räcka.', ''],
  },
  en: {
    good: ['Thank you.', 'Please keep it up.', 'I felt safe.', ''],
    bad: ['I hope something is done about it.', 'The staff did their best all the same.', 'Better information would be enough.', ''],
  },
}

const children: Readonly<Record<Spoken, Readonly<Record<Mood, readonly string[]>>>> = {
  fi: {
    good: ['Hoitaja oli kiva.', 'Ei sattunut yhtään.', 'Sain tarran.', 'Minulle kerrottiin, mitä tehdään.'],
    bad: ['Piti odottaa tosi kauan.', 'Vähän jännitti.', 'En ymmärtänyt kaikkea.', 'Olisi pitänyt olla enemmän leluja.'],
  },
  sv: {
    good: ['Skötaren var snäll.', 'Det gjorde inte ont.', 'Jag fick ett klistermärke.'],
    bad: ['Jag måste vänta jättelänge.', 'Det var lite spännande.', 'Jag förstod inte allt.'],
  },
  en: { good: ['The nurse was nice.', 'It did not hurt.', 'I got a sticker.'], bad: ['I had to wait a long time.', 'I did not understand everything.'] },
}

/** What somebody wrote in `language` (Finnish when it is another), in the mood of the rest of the sheet. */
export function openText(random: Random, { language, mood, child }: { readonly language: string; readonly mood: Mood; readonly child: boolean }): string {
  const spoken: Spoken = language === 'sv' || language === 'en' ? language : 'fi'
  if (child) return random.pick(children[spoken][mood])
  const first = random.pick(happened[spoken][mood])
  const second = random.next() < 0.25 ? random.pick(happened[spoken][mood]) : ''
  return [first, second === first ? '' : second, random.pick(thought[spoken][mood])].filter((sentence) => sentence !== '').join(' ')
}
