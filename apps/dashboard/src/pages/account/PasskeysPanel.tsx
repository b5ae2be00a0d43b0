import { Button, DataTable, Panel, TextField, type Column } from '@kuulolla/ui'
import { createSignal, Show, type JSX } from 'solid-js'
import { createQuery } from '../../data/query.ts'
import { useLanguage } from '../../language/Language.tsx'
import { deletePasskey, listPasskeys, passkeyActions, type Passkey } from '../../session/auth-client.ts'
import { createAuthTask } from '../../session/auth-task.ts'
import { Loaded } from '../../shell/states.tsx'

export function PasskeysPanel(): JSX.Element {
  const { t, formats } = useLanguage()
  const [name, setName] = createSignal('')
  const passkeys = createQuery(() => 'passkeys', listPasskeys)
  const nameOf = (passkey: Passkey): string => passkey.name || t('dashboard.account.passkeys.unnamed')

  const add = createAuthTask(async () => {
    const given = name().trim()
    const result = await passkeyActions.passkey.addPasskey(given === '' ? {} : { name: given })
    if (result.error !== null) {
      add.refuse('code' in result.error && result.error.code === 'SESSION_NOT_FRESH' ? 'accounts.session.not-fresh' : 'dashboard.account.passkeys.failed')
      return
    }
    setName('')
    passkeys.refetch()
  })
  const remove = createAuthTask(async (id: string) => {
    await deletePasskey(id)
    passkeys.refetch()
  })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void add.run()
  }
  const columns: readonly Column<Passkey>[] = [
    { key: 'name', label: t('dashboard.account.passkeys.name'), heads: true, cell: nameOf },
    { key: 'added', label: t('dashboard.account.passkeys.added'), cell: (passkey) => (passkey.createdAt === null ? '' : formats().instant(passkey.createdAt)) },
    {
      key: 'remove',
      label: t('dashboard.remove'),
      hiddenLabel: true,
      cell: (passkey) => (
        <Button aria-label={t('dashboard.account.passkeys.remove', { name: nameOf(passkey) })} onClick={() => void remove.run(passkey.id)}>
          {t('dashboard.remove')}
        </Button>
      ),
    },
  ]
  return (
    <Panel title={t('dashboard.account.passkeys')}>
      <div class="stack">
        <p>{t('dashboard.account.passkeys.text')}</p>
        <Loaded query={passkeys}>
          {(found) => (
            <DataTable
              caption={t('dashboard.account.passkeys')}
              columns={columns}
              rows={found()}
              empty={<p class="quiet">{t('dashboard.account.passkeys.none')}</p>}
            />
          )}
        </Loaded>
        <Show when={remove.problem()}>
          <p class="field-problem" role="alert">
            {remove.problem()}
          </p>
        </Show>
        <form class="row row-end" onSubmit={submit}>
          <TextField
            label={t('dashboard.account.passkeys.name')}
            hint={t('dashboard.account.passkeys.name-hint')}
            problem={add.problem()}
            maxlength={60}
            value={name()}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" busy={add.busy()}>
            {t('dashboard.account.passkeys.add')}
          </Button>
        </form>
      </div>
    </Panel>
  )
}
