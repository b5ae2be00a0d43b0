import { createSignal, type Accessor } from 'solid-js'
import { problemOf, type Problem } from './problem.ts'

export type Task<A extends readonly unknown[], T> = {
  /** Runs it; resolves to null when it failed (see `problem`) or is running already. */
  readonly run: (...args: A) => Promise<T | null>
  readonly busy: Accessor<boolean>
  readonly problem: Accessor<Problem | null>
  readonly clear: () => void
}

/** Something a person sets going: one at a time, its problem kept until the next try. */
export function createTask<A extends readonly unknown[], T>(work: (...args: A) => Promise<T>): Task<A, T> {
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<Problem | null>(null)
  return {
    busy,
    problem,
    clear: () => setProblem(null),
    run: async (...args) => {
      if (busy()) return null
      setBusy(true)
      setProblem(null)
      try {
        return await work(...args)
      } catch (error) {
        setProblem(problemOf(error))
        return null
      } finally {
        setBusy(false)
      }
    },
  }
}
