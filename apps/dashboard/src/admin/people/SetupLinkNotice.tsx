import './SetupLinkNotice.css'
import { Button, Notice } from '@kuulolla/ui'
import { Show, type JSX } from 'solid-js'
import { useLanguage } from '../../language/Language.tsx'
import { CopyButton } from './CopyButton.tsx'

/** What an invitation or a reset gave; `link` null: the person signs in elsewhere already. */
export type HandedLink = {
  readonly email: string
  readonly link: { readonly url: string; readonly until: string } | null
  readonly mailed: 'sent' | 'failed' | 'none'
}

export function SetupLinkNotice(props: { readonly handed: HandedLink; readonly onDone: () => void }): JSX.Element {
  const { t, formats } = useLanguage()
  return (
    <Notice kind="good" live>
      <Show when={props.handed.link} fallback={<p>{t('dashboard.people.link.elsewhere', { email: props.handed.email })}</p>}>
        {(link) => (
          <div class="stack">
            <h2>{t('dashboard.people.link.title')}</h2>
            <p>{t(`dashboard.people.link.${props.handed.mailed}`, { email: props.handed.email })}</p>
            <code class="secret">{link().url}</code>
            <p class="quiet">{t('dashboard.people.link.until', { day: formats().instant(link().until) })}</p>
            <div class="row">
              <CopyButton text={link().url} />
            </div>
          </div>
        )}
      </Show>
      <p>
        <Button kind="quiet" onClick={() => props.onDone()}>
          {t('dashboard.people.done')}
        </Button>
      </p>
    </Notice>
  )
}
