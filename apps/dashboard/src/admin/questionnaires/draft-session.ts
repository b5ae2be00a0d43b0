import type { Draft, FieldProblem, VersionContent } from '@kuulolla/core'
import { createSignal, onCleanup, type Accessor } from 'solid-js'
import { problemOf, type Problem } from '../../data/problem.ts'
import type { Tenant } from '../../session/Tenant.tsx'

export type SaveState = 'saved' | 'waiting' | 'saving' | 'conflict' | 'failed'

export type DraftSession = {
  readonly draft: Accessor<Draft>
  readonly edit: (change: Partial<Draft>) => void
  readonly state: Accessor<SaveState>
  readonly problem: Accessor<Problem | null>
  readonly revision: Accessor<number>
  /** What keeps the draft from being published, as last saved. */
  readonly problems: Accessor<readonly FieldProblem[]>
  readonly content: Accessor<VersionContent | null>
  /** Saves what waits now. True when everything is saved. */
  readonly flush: () => Promise<boolean>
  /** After a conflict: puts one's own over the revision that somebody else has saved. */
  readonly overwrite: (revision: number) => Promise<boolean>
}

type Start = {
  readonly questionnaireId: number
  readonly draft: Draft
  readonly revision: number
  readonly problems: readonly FieldProblem[]
  readonly content: VersionContent | null
}

const pause = 700

/** A draft that saves itself a moment after the last change, over the revision that was seen: two editors notice each other. */
export function createDraftSession(tenant: Tenant, start: Start): DraftSession {
  const [draft, setDraft] = createSignal(start.draft)
  const [state, setState] = createSignal<SaveState>('saved')
  const [problem, setProblem] = createSignal<Problem | null>(null)
  const [revision, setRevision] = createSignal(start.revision)
  const [problems, setProblems] = createSignal(start.problems)
  const [content, setContent] = createSignal(start.content)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> | undefined

  const save = async (): Promise<boolean> => {
    const sent = draft()
    setState('saving')
    try {
      const saved = await tenant.client.questionnaires.saveDraft.mutate({ questionnaireId: start.questionnaireId, revision: revision(), draft: sent })
      setRevision(saved.revision)
      setProblems(saved.problems)
      setContent(saved.content)
      setProblem(null)
    } catch (error) {
      const found = problemOf(error)
      setProblem(found)
      setState(found.reason === 'draft-changed' ? 'conflict' : 'failed')
      return false
    }
    // What was written meanwhile is saved next.
    if (draft() !== sent) return save()
    setState('saved')
    return true
  }
  const flush = async (): Promise<boolean> => {
    clearTimeout(timer)
    if (running !== undefined) return running
    if (state() === 'saved') return true
    if (state() === 'conflict') return false
    running = save()
    try {
      return await running
    } finally {
      running = undefined
    }
  }
  const warn = (event: BeforeUnloadEvent): void => {
    if (state() !== 'saved') event.preventDefault()
  }
  window.addEventListener('beforeunload', warn)
  onCleanup(() => {
    window.removeEventListener('beforeunload', warn)
    void flush()
  })
  return {
    draft,
    edit: (change) => {
      setDraft({ ...draft(), ...change })
      if (state() === 'conflict') return
      if (running === undefined) setState('waiting')
      clearTimeout(timer)
      timer = setTimeout(() => void flush(), pause)
    },
    state,
    problem,
    revision,
    problems,
    content,
    flush,
    overwrite: async (theirs) => {
      setRevision(theirs)
      setState('waiting')
      return flush()
    },
  }
}
