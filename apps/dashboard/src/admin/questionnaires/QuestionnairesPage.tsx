import { useParams } from '@solidjs/router'
import { Match, Show, Switch, type JSX } from 'solid-js'
import { useTenant } from '../../session/Tenant.tsx'
import { Missing, NoPermission } from '../../shell/states.tsx'
import { QuestionnaireEditor } from './QuestionnaireEditor.tsx'
import { QuestionnaireList } from './QuestionnaireList.tsx'
import { WordingImportPage } from './WordingImportPage.tsx'

/** `/admin/questionnaires` lists them, `/admin/questionnaires/<id>` edits one, `/admin/questionnaires/wordings` takes wordings from a file. */
export function QuestionnairesPage(): JSX.Element {
  const params = useParams<{ rest?: string }>()
  const tenant = useTenant()
  const id = (): number | undefined => (/^[0-9]+$/.test(params.rest ?? '') ? Number(params.rest) : undefined)
  return (
    <Show when={tenant.may('questionnaires:manage')} fallback={<NoPermission />}>
      <Switch fallback={<Missing />}>
        <Match when={(params.rest ?? '') === ''}>
          <QuestionnaireList />
        </Match>
        <Match when={params.rest === 'wordings'}>
          <WordingImportPage />
        </Match>
        <Match when={id()} keyed>
          {(questionnaireId) => <QuestionnaireEditor questionnaireId={questionnaireId} />}
        </Match>
      </Switch>
    </Show>
  )
}
