import './RevealDialog.css'
import { Show, type JSX } from 'solid-js'
import { useLanguage } from '../../language/Language.tsx'

/** By when an answer is due; what is late says so in a word, not in colour alone. */
export function DueDay(props: { readonly day: string; readonly overdue: boolean }): JSX.Element {
  const { t, formats } = useLanguage()
  return (
    <>
      {formats().day(props.day)}
      <Show when={props.overdue}>
        <strong class="overdue"> ▲ {t('dashboard.contacts.overdue')}</strong>
      </Show>
    </>
  )
}
