import { Button, SelectField } from '@kuulolla/ui'
import { createSignal, Show, type JSX } from 'solid-js'
import { createQuery } from '../../data/query.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Loaded } from '../../shell/states.tsx'
import type { ContactRequest } from './ContactsPage.tsx'

export type Handler = { readonly userId: string; readonly name: string }

type Props = { readonly request: ContactRequest; readonly busy: boolean; readonly onHand: (to: Handler) => void }

/** Makes another handler of the same unit the one who answers. */
export function HandOver(props: Props): JSX.Element {
  const { t } = useLanguage()
  const { client } = useTenant()
  const [chosen, setChosen] = createSignal('')
  const handlers = createQuery(
    () => props.request.unitId,
    (unitId, signal) => client.contacts.handlers.query({ unitId }, { signal }),
    { keep: false },
  )
  const others = (all: readonly Handler[]): readonly Handler[] => all.filter(({ userId }) => userId !== props.request.owner?.userId)
  const hand = (all: readonly Handler[]): void => {
    const to = all.find(({ userId }) => userId === chosen())
    if (to !== undefined) props.onHand(to)
  }
  return (
    <Loaded query={handlers}>
      {(all) => (
        <Show when={others(all()).length > 0} fallback={<p class="quiet">{t('dashboard.contacts.hand-none')}</p>}>
          <div class="row row-end">
            <SelectField
              label={t('dashboard.contacts.hand-to')}
              value={chosen()}
              options={[
                { value: '', label: t('dashboard.contacts.hand-choose') },
                ...others(all()).map(({ userId, name }) => ({ value: userId, label: name })),
              ]}
              onChange={setChosen}
            />
            <Button busy={props.busy} disabled={chosen() === ''} onClick={() => hand(all())}>
              {t('dashboard.contacts.hand')}
            </Button>
          </div>
        </Show>
      )}
    </Loaded>
  )
}
