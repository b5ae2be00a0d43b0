import { Navigate, useLocation } from '@solidjs/router'
import { Match, Switch, type JSX } from 'solid-js'
import { Loading, ProblemState } from '../shell/states.tsx'
import { useSession } from './Session.tsx'

/** Lets the signed-in pass; others sign in and come back. */
export function SignedIn(props: { readonly children?: JSX.Element }): JSX.Element {
  const { me } = useSession()
  const location = useLocation()
  return (
    <Switch fallback={<Loading />}>
      <Match when={me.problem()?.kind === 'unauthenticated'}>
        <Navigate href={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`} />
      </Match>
      <Match when={me.data()}>{props.children}</Match>
      <Match when={me.problem()}>{(problem) => <ProblemState problem={problem()} retry={me.refetch} />}</Match>
    </Switch>
  )
}
