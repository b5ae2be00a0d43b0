import { Button } from '@kuulolla/ui'
import { createSignal, type JSX } from 'solid-js'
import { useLanguage } from '../../language/Language.tsx'

/** Copies; where the browser will not, the text beside it can be selected whole. */
export function CopyButton(props: { readonly text: string }): JSX.Element {
  const { t } = useLanguage()
  const [copied, setCopied] = createSignal(false)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(props.text)
      setCopied(true)
    } catch {
      // Not on a secure address or not allowed: the text stays selectable.
      setCopied(false)
    }
  }
  return (
    <>
      <Button onClick={() => void copy()}>{t('dashboard.copy')}</Button>
      <span role="status">{copied() ? t('dashboard.copied') : ''}</span>
    </>
  )
}
