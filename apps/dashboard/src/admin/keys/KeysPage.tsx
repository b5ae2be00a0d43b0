import '../people/SetupLinkNotice.css'
import { Button, CheckField, DataTable, Dialog, Notice, Panel, TextField, type Column } from '@kuulolla/ui'
import { createSignal, For, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createQuery } from '../../data/query.ts'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Empty, Loaded, NoPermission, ProblemNotice } from '../../shell/states.tsx'
import { CopyButton } from '../people/CopyButton.tsx'

type Key = Outputs['keys']['list'][number]
const scopes = ['figures:read', 'texts:read', 'answers:export'] as const
type Scope = (typeof scopes)[number]
const wordOf = {
  'figures:read': 'dashboard.keys.scope.figures-read',
  'texts:read': 'dashboard.keys.scope.texts-read',
  'answers:export': 'dashboard.keys.scope.answers-export',
} as const

export function KeysPage(): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  return (
    <Page title={t('dashboard.nav.admin.keys')} lead={t('dashboard.keys.lead')}>
      <Show when={tenant.may('keys:manage')} fallback={<NoPermission />}>
        <Keys />
      </Show>
    </Page>
  )
}

function Keys(): JSX.Element {
  const { t, formats } = useLanguage()
  const { client } = useTenant()
  const [creating, setCreating] = createSignal(false)
  const [revoking, setRevoking] = createSignal<Key | null>(null)
  const [secret, setSecret] = createSignal<string | null>(null)
  const keys = createQuery(
    () => 'keys',
    (_, signal) => client.keys.list.query({}, { signal }),
  )
  const revoke = createTask(async (key: Key) => {
    await client.keys.revoke.mutate({ id: key.id })
    setRevoking(null)
    keys.refetch()
  })
  const isScope = (text: string): text is Scope => scopes.some((scope) => scope === text)
  const columns = (): readonly Column<Key>[] => [
    { key: 'name', label: t('dashboard.keys.name'), heads: true, cell: (key) => key.name },
    { key: 'scopes', label: t('dashboard.keys.scopes'), cell: (key) => formats().list(key.scopes.map((scope) => (isScope(scope) ? t(wordOf[scope]) : scope))) },
    { key: 'created', label: t('dashboard.keys.created'), cell: (key) => formats().instant(key.createdAt) },
    { key: 'by', label: t('dashboard.keys.by'), cell: (key) => key.createdBy ?? t('dashboard.audit.actor.gone') },
    {
      key: 'state',
      label: t('dashboard.keys.state'),
      cell: (key) =>
        key.state === 'working' && key.expiresOn !== null
          ? t('dashboard.keys.state.working-until', { day: formats().day(key.expiresOn) })
          : t(`dashboard.keys.state.${key.state}`),
    },
    {
      key: 'actions',
      label: t('dashboard.contacts.actions'),
      hiddenLabel: true,
      cell: (key) => (
        <span class="actions">
          <Show when={key.state === 'working'}>
            <Button
              kind="danger"
              aria-haspopup="dialog"
              aria-label={t('dashboard.keys.revoke-title', { name: key.name })}
              onClick={() => {
                revoke.clear()
                setRevoking(key)
              }}
            >
              {t('dashboard.keys.revoke')}
            </Button>
          </Show>
        </span>
      ),
    },
  ]
  return (
    <>
      <div class="row">
        <Button kind="primary" aria-haspopup="dialog" onClick={() => setCreating(true)}>
          {t('dashboard.keys.new')}
        </Button>
        <a href="/api/v1/openapi.json" rel="external">
          {t('dashboard.keys.docs')}
        </a>
      </div>
      <Show when={secret()}>
        {(shown) => (
          <Notice kind="good" live>
            <div class="stack">
              <h2>{t('dashboard.keys.secret.title')}</h2>
              <p>{t('dashboard.keys.secret.text')}</p>
              <code class="secret">{shown()}</code>
              <div class="row">
                <CopyButton text={shown()} />
                <Button kind="quiet" onClick={() => setSecret(null)}>
                  {t('dashboard.people.done')}
                </Button>
              </div>
            </div>
          </Notice>
        )}
      </Show>
      <Panel>
        <Loaded query={keys}>
          {(data) => <DataTable caption={t('dashboard.nav.admin.keys')} columns={columns()} rows={data()} empty={<Empty title={t('dashboard.keys.none')} />} />}
        </Loaded>
      </Panel>
      <Dialog open={creating()} title={t('dashboard.keys.new')} closeLabel={t('dashboard.close')} onClose={() => setCreating(false)}>
        <KeyForm
          onCancel={() => setCreating(false)}
          onDone={(made) => {
            setSecret(made)
            setCreating(false)
            keys.refetch()
          }}
        />
      </Dialog>
      <Show when={revoking()}>
        {(key) => (
          <Dialog open title={t('dashboard.keys.revoke-title', { name: key().name })} closeLabel={t('dashboard.close')} onClose={() => setRevoking(null)}>
            <div class="stack">
              <p>{t('dashboard.keys.revoke-text')}</p>
              <ProblemNotice problem={revoke.problem()} />
              <div class="row">
                <Button kind="danger" busy={revoke.busy()} onClick={() => void revoke.run(key())}>
                  {t('dashboard.keys.revoke')}
                </Button>
                <Button onClick={() => setRevoking(null)}>{t('dashboard.cancel')}</Button>
              </div>
            </div>
          </Dialog>
        )}
      </Show>
    </>
  )
}

function KeyForm(props: { readonly onDone: (secret: string) => void; readonly onCancel: () => void }): JSX.Element {
  const { t } = useLanguage()
  const { client } = useTenant()
  const [name, setName] = createSignal('')
  const [chosen, setChosen] = createSignal<readonly Scope[]>(['figures:read'])
  const [expiresOn, setExpiresOn] = createSignal('')
  const [incomplete, setIncomplete] = createSignal(false)
  const create = createTask(async () => {
    const made = await client.keys.create.mutate({ name: name().trim(), scopes: [...chosen()], expiresOn: expiresOn() === '' ? null : expiresOn() })
    props.onDone(made.secret)
  })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    setIncomplete(chosen().length === 0)
    if (chosen().length > 0) void create.run()
  }
  const toggle = (scope: Scope): void => {
    setChosen((before) => (before.includes(scope) ? before.filter((each) => each !== scope) : [...before, scope]))
  }
  return (
    <form class="stack" onSubmit={submit}>
      <TextField
        label={t('dashboard.keys.name')}
        hint={t('dashboard.keys.name-hint')}
        problem={create.problem()?.fields['name']}
        required
        maxlength={100}
        value={name()}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <fieldset class="fieldset">
        <legend>{t('dashboard.keys.scopes')}</legend>
        <For each={scopes}>{(scope) => <CheckField label={t(wordOf[scope])} checked={chosen().includes(scope)} onChange={() => toggle(scope)} />}</For>
        <Show when={incomplete()}>
          <p class="field-problem" role="alert">
            {t('dashboard.keys.scope-needed')}
          </p>
        </Show>
      </fieldset>
      <TextField
        label={t('dashboard.keys.expires')}
        hint={t('dashboard.keys.expires-hint')}
        problem={create.problem()?.fields['expiresOn']}
        type="date"
        width="narrow"
        value={expiresOn()}
        onInput={(event) => setExpiresOn(event.currentTarget.value)}
      />
      <ProblemNotice problem={create.problem()} />
      <div class="row">
        <Button type="submit" kind="primary" busy={create.busy()}>
          {t('dashboard.keys.create')}
        </Button>
        <Button onClick={() => props.onCancel()}>{t('dashboard.cancel')}</Button>
      </div>
    </form>
  )
}
