const msPerDay = 86_400_000

/** Days since 1970-01-01 of a calendar day 'YYYY-MM-DD'. */
export const dayNumber = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / msPerDay)

export const dayOf = (number: number): string => new Date(number * msPerDay).toISOString().slice(0, 10)

/** 0 Monday … 6 Sunday; 1970-01-01 was a Thursday. */
export const weekdayOf = (number: number): number => (number + 3) % 7
