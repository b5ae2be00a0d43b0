/**
 * What was built into the demo county's answers, so that whoever looks for it knows what is there to find.
 * Days are counted back from the last day. `mood` is in standard deviations of how content somebody is;
 * `dimension` limits it to one statement; `volume` multiplies the number of answers.
 */
export type PlantedShift = {
  readonly unitCode: string
  readonly fromDaysBack: number
  readonly untilDaysBack: number
  readonly mood?: number
  readonly dimension?: string
  readonly volume?: number
  readonly what: string
}

export const plantedShifts: readonly PlantedShift[] = [
  {
    unitCode: 'centre-health',
    fromDaysBack: 200,
    untilDaysBack: 0,
    mood: -0.9,
    dimension: 'availability',
    what: 'Telephone queues after a new call system: availability falls and stays down.',
  },
  { unitCode: 'emergency', fromDaysBack: 96, untilDaysBack: 54, mood: -0.7, what: 'Six weeks of crowding: everything falls, then recovers.' },
  { unitCode: 'centre-home-care', fromDaysBack: 300, untilDaysBack: 0, mood: 0.7, what: 'Own nurses for each client: a lasting improvement.' },
  { unitCode: 'emergency-lobby', fromDaysBack: 75, untilDaysBack: 54, volume: 0, what: 'The kiosk is broken for three weeks: no answers.' },
  { unitCode: 'makela-dental', fromDaysBack: 150, untilDaysBack: 0, volume: 2.5, what: 'Invitations by SMS begin: more answers, the same mood.' },
  {
    unitCode: 'centre-social',
    fromDaysBack: 400,
    untilDaysBack: 250,
    mood: 0.8,
    dimension: 'information',
    what: 'A leaflet explains decisions until it is taken out of use.',
  },
  { unitCode: 'surgery', fromDaysBack: 28, untilDaysBack: 0, mood: 0.5, what: 'A new day-surgery process, four weeks old.' },
]
