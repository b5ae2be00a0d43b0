import type { JSX } from 'solid-js'
import { useLanguage } from '../../language/Language.tsx'
import { Page } from '../../shell/Page.tsx'

export function PeoplePage(): JSX.Element {
  const { t } = useLanguage()
  return <Page title={t('dashboard.nav.admin.people')}>{null}</Page>
}
