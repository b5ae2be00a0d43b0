import './AdminForm.css'
import { Button } from '@kuulolla/ui'
import { createEffect, on, Show, type JSX } from 'solid-js'
import type { Problem } from '../../data/problem.ts'
import { useLanguage } from '../../language/Language.tsx'
import { ProblemNotice } from '../../shell/states.tsx'

type Props = {
  readonly submit: string
  readonly busy: boolean
  readonly problem: Problem | null
  readonly kind?: 'primary' | 'danger'
  readonly onSubmit: () => void
  readonly onCancel?: () => void
  readonly children: JSX.Element
}

/** Fields and what sends them. A refusal leaves everything as it was written and puts the focus on the first field that is wrong. */
export function AdminForm(props: Props): JSX.Element {
  const { t } = useLanguage()
  let form: HTMLFormElement | undefined
  createEffect(
    on(
      () => props.problem,
      (problem) => {
        if (problem !== null) queueMicrotask(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      },
      { defer: true },
    ),
  )
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    props.onSubmit()
  }
  return (
    <form class="stack" noValidate ref={(node) => (form = node)} onSubmit={submit}>
      {props.children}
      <ProblemNotice problem={props.problem} />
      <div class="row">
        <Button type="submit" kind={props.kind ?? 'primary'} busy={props.busy}>
          {props.submit}
        </Button>
        <Show when={props.onCancel}>{(cancel) => <Button onClick={() => cancel()()}>{t('dashboard.cancel')}</Button>}</Show>
      </div>
    </form>
  )
}
