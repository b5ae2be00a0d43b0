import { Bars, Panel } from '@kuulolla/ui'
import { Show, type JSX } from 'solid-js'
import type { ChannelCounts } from '../../figures/reading.ts'
import { useLanguage } from '../../language/Language.tsx'

export function ChannelsPanel(props: { readonly channels: ChannelCounts }): JSX.Element {
  const { t, formats } = useLanguage()
  const bars = () =>
    props.channels.channels.map(({ channel, sheets }) => ({
      key: channel,
      label: t(`dashboard.channel.${channel}`),
      count: sheets,
      text: sheets === null ? t('dashboard.figure.withheld') : formats().number(sheets),
    }))
  return (
    <Panel title={t('dashboard.unit.channels')}>
      <Show when={props.channels.total !== null} fallback={<p class="quiet">{t('dashboard.unit.channels.withheld')}</p>}>
        <p>{t('dashboard.unit.channels.total', { count: props.channels.total ?? 0, number: formats().number(props.channels.total ?? 0) })}</p>
        <Bars bars={bars()} />
      </Show>
    </Panel>
  )
}
