import './states.css'
import { Button, Notice } from '@kuulolla/ui'
import { A } from '@solidjs/router'
import { Match, Show, Switch, type JSX } from 'solid-js'
import type { Problem } from '../data/problem.ts'
import type { Query } from '../data/query.ts'
import { useLanguage } from '../language/Language.tsx'
import { Page, useInPage } from './Page.tsx'

export function Loading(): JSX.Element {
  const { t } = useLanguage()
  return (
    <p class="state-loading" role="status">
      {t('dashboard.loading')}
    </p>
  )
}

/** Nothing is here yet, and that is in order: says why and what to do next. */
export function Empty(props: { readonly title: string; readonly children?: JSX.Element }): JSX.Element {
  return (
    <div class="state">
      <p class="state-title">{props.title}</p>
      {props.children}
    </div>
  )
}

/** Stands instead of a page, as one with its own heading, or under a page's. */
function Instead(props: { readonly title: string; readonly children: JSX.Element }): JSX.Element {
  if (!useInPage()) {
    return (
      <Page title={props.title}>
        <div class="state">{props.children}</div>
      </Page>
    )
  }
  return (
    <div class="state">
      <h2>{props.title}</h2>
      {props.children}
    </div>
  )
}

export function NoPermission(): JSX.Element {
  const { t } = useLanguage()
  return (
    <Instead title={t('dashboard.forbidden.title')}>
      <p>{t('dashboard.forbidden.text')}</p>
    </Instead>
  )
}

export function Missing(): JSX.Element {
  const { t } = useLanguage()
  return (
    <Instead title={t('dashboard.missing.title')}>
      <p>{t('dashboard.missing.text')}</p>
      <A href="/">{t('dashboard.missing.home')}</A>
    </Instead>
  )
}

/** What a problem says to the reader, whether the service said it or could not be reached. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useLanguage()
  return (problem) => {
    if (problem.kind === 'offline') return t('dashboard.error.offline')
    if (problem.kind === 'unavailable') return t('dashboard.error.unavailable.text')
    return problem.text ?? t('errors.unexpected')
  }
}

export function ProblemState(props: { readonly problem: Problem; readonly retry?: () => void }): JSX.Element {
  const { t } = useLanguage()
  const textOf = useProblemText()
  return (
    <Switch
      fallback={
        <div class="state" role="alert">
          <h2>{t(props.problem.kind === 'unavailable' ? 'dashboard.error.unavailable.title' : 'dashboard.error.title')}</h2>
          <p>{textOf(props.problem)}</p>
          <Show when={props.retry}>{(retry) => <Button onClick={() => retry()()}>{t('dashboard.retry')}</Button>}</Show>
        </div>
      }
    >
      <Match when={props.problem.kind === 'forbidden'}>
        <NoPermission />
      </Match>
      <Match when={props.problem.kind === 'not-found'}>
        <Missing />
      </Match>
    </Switch>
  )
}

/** The problem of something a person tried to do, beside where they tried it. */
export function ProblemNotice(props: { readonly problem: Problem | null }): JSX.Element {
  const textOf = useProblemText()
  return (
    <Show when={props.problem}>
      {(problem) => (
        <Notice kind="problem" live>
          <p>{textOf(problem())}</p>
        </Notice>
      )}
    </Show>
  )
}

/** Shows what a query has: keeps old data while new loads, and says so when the new could not be had. */
export function Loaded<T>(props: { readonly query: Query<T>; readonly children: (data: () => T) => JSX.Element }): JSX.Element {
  const { t } = useLanguage()
  return (
    <Show
      when={props.query.data() !== undefined}
      fallback={
        <Show when={props.query.problem()} fallback={<Loading />}>
          {(problem) => <ProblemState problem={problem()} retry={props.query.refetch} />}
        </Show>
      }
    >
      <Show when={props.query.problem()}>
        <Notice kind="problem" live>
          <div class="row">
            <span>{t('dashboard.error.stale')}</span>
            <Button onClick={props.query.refetch}>{t('dashboard.retry')}</Button>
          </div>
        </Notice>
      </Show>
      {/* `when` above saw that data is there. */}
      {props.children(() => props.query.data() as T)}
    </Show>
  )
}
