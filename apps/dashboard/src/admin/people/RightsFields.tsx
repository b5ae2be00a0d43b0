import '../../figures/figures.css'
import { roles, type Role } from '@kuulolla/core'
import { CheckField, SelectField } from '@kuulolla/ui'
import { createSignal, For, Show, type Accessor, type JSX } from 'solid-js'
import { useOutline } from '../../figures/Outline.tsx'
import { flatten } from '../../figures/tree.ts'
import { useLanguage } from '../../language/Language.tsx'

export type Rights = {
  readonly role: Accessor<Role>
  readonly setRole: (role: Role) => void
  readonly whole: Accessor<boolean>
  readonly setWhole: (whole: boolean) => void
  readonly units: Accessor<ReadonlySet<number>>
  readonly toggle: (unit: number) => void
  /** As the service takes them: null is the whole organisation. */
  readonly value: () => { readonly role: Role; readonly units: number[] | null }
}

const bound = (role: Role): boolean => role === 'unit-manager' || role === 'feedback-handler'

export function createRights(role: Role, units: readonly number[] | null): Rights {
  const [chosenRole, setRole] = createSignal(role)
  const [whole, setWhole] = createSignal(units === null)
  const [chosenUnits, setUnits] = createSignal<ReadonlySet<number>>(new Set(units))
  return {
    role: chosenRole,
    setRole,
    whole,
    setWhole,
    units: chosenUnits,
    toggle: (unit) => setUnits((before) => (before.has(unit) ? new Set([...before].filter((each) => each !== unit)) : new Set([...before, unit]))),
    value: () => ({ role: chosenRole(), units: bound(chosenRole()) && !whole() ? [...chosenUnits()] : null }),
  }
}

export function RightsFields(props: { readonly rights: Rights }): JSX.Element {
  const { t } = useLanguage()
  const { tree } = useOutline()
  return (
    <>
      <SelectField
        label={t('dashboard.people.role')}
        value={props.rights.role()}
        options={roles.map((role) => ({ value: role, label: t(`dashboard.role.${role}`) }))}
        onChange={(value) => props.rights.setRole(roles.find((role) => role === value) ?? 'unit-manager')}
      />
      <Show when={bound(props.rights.role())}>
        <fieldset class="fieldset">
          <legend>{t('dashboard.people.units')}</legend>
          <p class="field-hint">{t('dashboard.people.units-hint')}</p>
          <CheckField
            label={t('dashboard.people.units-all')}
            checked={props.rights.whole()}
            onChange={(event) => props.rights.setWhole(event.currentTarget.checked)}
          />
          <Show when={!props.rights.whole()}>
            <For each={flatten(tree().roots)}>
              {(node) => (
                <div class={`depth-${Math.min(node.depth, 4)}`}>
                  <CheckField label={node.name} checked={props.rights.units().has(node.unit.id)} onChange={() => props.rights.toggle(node.unit.id)} />
                </div>
              )}
            </For>
          </Show>
        </fieldset>
      </Show>
    </>
  )
}
