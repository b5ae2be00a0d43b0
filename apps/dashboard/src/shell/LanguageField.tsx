import { SelectField } from '@kuulolla/ui'
import type { JSX } from 'solid-js'
import { nameOfLanguage, useLanguage } from '../language/Language.tsx'

export function LanguageField(): JSX.Element {
  const { t, language, languages, choose } = useLanguage()
  return (
    <SelectField
      label={t('dashboard.nav.language')}
      width="narrow"
      value={language()}
      options={languages().map((each) => ({ value: each, label: nameOfLanguage(each) }))}
      onChange={choose}
    />
  )
}
