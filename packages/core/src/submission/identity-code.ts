/**
 * Finds Finnish personal identity codes in free text: DDMMYY, century sign, individual number, check character
 * (the nine digits mod 31). Century signs: + 1800s; - and Y X W V U 1900s; A–F 2000s (Government Decree 690/2022).
 * Spaces and typographic dashes around the sign are taken for what they stand for. Numbers 900–999 are temporary codes.
 */
const candidate = /(?<![\p{L}\d])(\d{2})(\d{2})(\d{2})\s?([+\-‐‑‒–−YXWVUA-F])\s?(\d{3})([0-9A-FHJ-NPR-Y])(?![\p{L}\d])/giu
const checkCharacters = '0123456789ABCDEFHJKLMNPRSTUVWXY'

export function hasIdentityCode(text: string): boolean {
  for (const [, day = '', month = '', year = '', , number = '', check = ''] of text.matchAll(candidate)) {
    if (Number(day) < 1 || Number(day) > 31 || Number(month) < 1 || Number(month) > 12 || Number(number) < 2) continue
    if (checkCharacters[Number(`${day}${month}${year}${number}`) % 31] === check.toUpperCase()) return true
  }
  return false
}
