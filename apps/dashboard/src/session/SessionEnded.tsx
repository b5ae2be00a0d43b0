import { buttonClass, Dialog } from '@kuulolla/ui'
import { useLocation } from '@solidjs/router'
import { createEffect, createSignal, on, type JSX } from 'solid-js'
import { useLanguage } from '../language/Language.tsx'
import { useSession } from './Session.tsx'

/** Says that the service no longer knows who this is. The page stays under it, so that what was being written can be saved by hand. */
export function SessionEnded(): JSX.Element {
  const { t } = useLanguage()
  const session = useSession()
  const location = useLocation()
  const [open, setOpen] = createSignal(false)
  createEffect(on(session.refusals, (count) => setOpen(count > 0)))
  return (
    <Dialog open={open()} title={t('accounts.session.ended')} closeLabel={t('dashboard.close')} onClose={() => setOpen(false)}>
      <div class="stack">
        <p>{t('accounts.session.ended-text')}</p>
        <div>
          {/* A whole new page: nothing of what was read stays in memory. */}
          <a class={buttonClass('primary')} autofocus target="_self" href={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`}>
            {t('accounts.session.sign-in')}
          </a>
        </div>
      </div>
    </Dialog>
  )
}
