import { For, Show, type JSX } from 'solid-js'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { DifferenceList } from './DifferenceList.tsx'
import type { Edited } from './QuestionnaireEditor.tsx'

/** The published versions, newest first, each with what it changed. */
export function VersionHistory(props: { readonly edited: Edited }): JSX.Element {
  const { t, formats, language } = useLanguage()
  const tenant = useTenant()
  const address = (no: number): string =>
    `/api/t/${encodeURIComponent(tenant.slug)}/questionnaires/${props.edited.questionnaire.id}/preview?version=${no}&language=${encodeURIComponent(language())}`
  return (
    <Show when={props.edited.versions.length > 0} fallback={<p class="quiet">{t('errors.nothing-published')}</p>}>
      <For each={props.edited.versions}>
        {(version, index) => (
          <details class="question">
            <summary>{t('admin.questionnaires.version', { no: version.no, at: formats().instant(version.publishedAt) })}</summary>
            <Show when={props.edited.versions[index() + 1]} fallback={<p class="quiet">{t('admin.questionnaires.first-version')}</p>}>
              {(previous) => <DifferenceList before={previous().content} after={version.content} measures={props.edited.measures} />}
            </Show>
            <p>
              <a href={address(version.no)} target="_blank" rel="noopener">
                {t('admin.questionnaires.see-version', { no: version.no })}
              </a>
            </p>
          </details>
        )}
      </For>
    </Show>
  )
}
