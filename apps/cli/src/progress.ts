export type Progress = ((line: string) => void) & {
  /** Prints `text` as it is. */
  done(text: string): void
}

/** Lines for whoever waits, each with the seconds since the start. */
export function progress(): Progress {
  const began = performance.now()
  const say = (line: string): void => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`)
  return Object.assign(say, { done: (text: string): void => console.log(text) })
}
