/**
 * A cell that starts with one of these is a formula to some spreadsheet (OWASP, "CSV Injection"): = + - @, their full-width
 * and small forms, and the tab, CR and LF that some programs skip on their way to them; also behind spaces and marks that take no room.
 */
const trigger = /^(?:[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b]|[\t\r\n])/u

export const wouldRun = (text: string): boolean => trigger.test(text)

/** An apostrophe in front makes it text to every spreadsheet. */
export const defuse = (text: string): string => (wouldRun(text) ? `'${text}` : text)
