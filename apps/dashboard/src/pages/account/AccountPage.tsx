import type { JSX } from 'solid-js'
import { useLanguage } from '../../language/Language.tsx'
import { Page } from '../../shell/Page.tsx'

export function AccountPage(): JSX.Element {
  const { t } = useLanguage()
  return <Page title={t('dashboard.nav.account')}>{null}</Page>
}
