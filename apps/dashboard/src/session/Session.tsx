import { createContext, createSignal, useContext, type Accessor, type JSX } from 'solid-js'
import { createClient, type Client, type Outputs } from '../client.ts'
import { createQuery, type Query } from '../data/query.ts'
import { useLanguage } from '../language/Language.tsx'

export type Person = Outputs['me']['session']
export type Membership = Person['tenants'][number]

export type Session = {
  readonly client: Client
  readonly me: Query<Person>
  readonly signedIn: Accessor<boolean>
  /** After signing in or out, or when memberships may have changed. */
  readonly refresh: () => void
  /** How often a call was refused because the session had ended. */
  readonly refusals: Accessor<number>
  readonly refused: () => void
}

const Context = createContext<Session>()

export function useSession(): Session {
  const found = useContext(Context)
  if (found === undefined) throw new Error('useSession outside SessionProvider')
  return found
}

export function SessionProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const { language } = useLanguage()
  const client = createClient({ tenant: null, language })
  const [round, setRound] = createSignal(0)
  const [refusals, setRefusals] = createSignal(0)
  // The language is part of the key: names of organisations come in it.
  const me = createQuery(
    () => ({ round: round() }),
    (_, signal) => client.me.session.query(undefined, { signal }),
  )
  const session: Session = {
    client,
    me,
    signedIn: () => me.data() !== undefined && me.problem()?.kind !== 'unauthenticated',
    refresh: () => setRound((before) => before + 1),
    refusals,
    refused: () => setRefusals((before) => before + 1),
  }
  return <Context.Provider value={session}>{props.children}</Context.Provider>
}
