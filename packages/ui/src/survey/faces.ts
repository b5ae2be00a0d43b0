import { markup } from './markup.ts'

/** Mouths of the five faces, from very sad (1) to very happy (5); drawn once, used by reference. */
const mouths = ['M14 35Q24 23 34 35', 'M15 33Q24 27 33 33', 'M15 32H33', 'M15 30Q24 36 33 30', 'M13 28Q24 42 35 28Z']

export const faceSymbols = markup`<svg width="0" height="0" aria-hidden="true">${mouths.map(
  (mouth, index) =>
    markup`<symbol id="f${index + 1}" viewBox="0 0 48 48"><circle cx="24" cy="24" r="21" /><path d="M17 18v2M31 18v2" /><path d="${mouth}" /></symbol>`,
)}</svg>`

/** `score` 1–5. The xlink form is what phones of 2018 know. */
export const face = (score: number) => markup`<svg aria-hidden="true"><use xlink:href="#f${score}" /></svg>`
