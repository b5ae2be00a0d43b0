import { channels, respondentRoles, type Audience } from '@kuulolla/core'
import { SelectField } from '@kuulolla/ui'
import { A, useNavigate } from '@solidjs/router'
import { For, Show, type JSX } from 'solid-js'
import type { View } from '../../figures/view.ts'
import { useLanguage } from '../../language/Language.tsx'

type Props = { readonly view: View; readonly present: readonly Audience[]; readonly hrefOf: (view: View) => string }

/** Who answered, by what channel, in which tree; all of it in the address. */
export function Filters(props: Props): JSX.Element {
  const { t, formats } = useLanguage()
  const navigate = useNavigate()
  const go = (change: Partial<View>): void => navigate(props.hrefOf({ ...props.view, ...change }), { scroll: false })
  const tabs = (): readonly Audience[] => (props.present.includes(props.view.audience) ? props.present : [props.view.audience, ...props.present])
  const active = (): readonly string[] => [
    ...(props.view.channel === null ? [] : [t(`dashboard.channel.${props.view.channel}`)]),
    ...(props.view.role === null ? [] : [t(`dashboard.respondent.${props.view.role}`)]),
  ]
  return (
    <>
      <Show when={tabs().length > 1}>
        <nav class="segments" aria-label={t('dashboard.audience.label')}>
          <For each={tabs()}>
            {(audience) => (
              <a
                href={props.hrefOf({ ...props.view, audience, measure: null, statistic: null })}
                aria-current={audience === props.view.audience ? 'true' : undefined}
              >
                {t(`dashboard.audience.${audience}`)}
              </a>
            )}
          </For>
        </nav>
      </Show>
      <details class="unit-more">
        <summary>{t('dashboard.unit.filters')}</summary>
        <div class="unit-filters">
          <SelectField
            label={t('dashboard.channel.label')}
            value={props.view.channel ?? ''}
            options={[{ value: '', label: t('dashboard.channel.all') }, ...channels.map((each) => ({ value: each, label: t(`dashboard.channel.${each}`) }))]}
            onChange={(value) => go({ channel: channels.find((each) => each === value) ?? null })}
          />
          <SelectField
            label={t('dashboard.respondent.label')}
            value={props.view.role ?? ''}
            options={[
              { value: '', label: t('dashboard.respondent.all') },
              ...respondentRoles.map((each) => ({ value: each, label: t(`dashboard.respondent.${each}`) })),
            ]}
            onChange={(value) => go({ role: respondentRoles.find((each) => each === value) ?? null })}
          />
          <SelectField
            label={t('dashboard.tree.label')}
            value={props.view.tree}
            options={(['as-was', 'as-is'] as const).map((each) => ({ value: each, label: t(`dashboard.tree.${each}`) }))}
            onChange={(value) => go({ tree: value === 'as-is' ? 'as-is' : 'as-was' })}
          />
        </div>
      </details>
      <Show when={active().length > 0}>
        <p class="unit-filtered">
          {t('dashboard.unit.filtered', { filters: formats().list(active()) })}{' '}
          <A href={props.hrefOf({ ...props.view, channel: null, role: null })} noScroll>
            {t('dashboard.unit.filtered-clear')}
          </A>
        </p>
      </Show>
    </>
  )
}
