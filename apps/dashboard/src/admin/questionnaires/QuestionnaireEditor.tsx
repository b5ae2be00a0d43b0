import './questionnaires.css'
import { inLanguage } from '@kuulolla/core'
import { Button, Notice, Panel } from '@kuulolla/ui'
import { createMemo, createSignal, For, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createQuery } from '../../data/query.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Loaded, ProblemNotice } from '../../shell/states.tsx'
import { createDraftSession, type DraftSession, type SaveState } from './draft-session.ts'
import { LanguageAndTitle } from './LanguageAndTitle.tsx'
import { NationalQuestions } from './NationalQuestions.tsx'
import { OpenText } from './OpenText.tsx'
import { OwnQuestions } from './OwnQuestions.tsx'
import { PhonePreview } from './PhonePreview.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { RenameDialog } from './RenameDialog.tsx'
import { VersionHistory } from './VersionHistory.tsx'

export type Edited = Outputs['questionnaires']['read']

export function QuestionnaireEditor(props: { readonly questionnaireId: number }): JSX.Element {
  const tenant = useTenant()
  const { t, language } = useLanguage()
  // A new round starts a new session from what is stored.
  const [round, setRound] = createSignal(0)
  const query = createQuery(
    () => ({ id: props.questionnaireId, round: round() }),
    ({ id }, signal) => tenant.client.questionnaires.read.query({ questionnaireId: id }, { signal }),
  )
  const reload = (): void => {
    setRound(round() + 1)
  }
  const name = createMemo(() => inLanguage(query.data()?.questionnaire.names ?? {}, language()))
  return (
    <Page
      title={name() === '' ? t('admin.points.questionnaire') : name()}
      lead={query.data() === undefined ? undefined : t(`admin.questionnaires.for.${query.data()?.questionnaire.audience ?? 'adult'}`)}
      crumbs={[{ label: t('dashboard.nav.admin.questionnaires'), href: tenant.path('/admin/questionnaires') }]}
    >
      <Loaded query={query}>
        {(data) => (
          <Show when={data()} keyed>
            {(edited) => <Editing edited={edited} onReload={reload} onWordings={query.refetch} />}
          </Show>
        )}
      </Loaded>
    </Page>
  )
}

export type SectionProps = { readonly edited: Edited; readonly session: DraftSession; readonly problemOf: (field: string) => string | undefined }

function Editing(props: { readonly edited: Edited; readonly onReload: () => void; readonly onWordings: () => void }): JSX.Element {
  const { t, find } = useLanguage()
  const tenant = useTenant()
  const [open, setOpen] = createSignal<'publish' | 'rename' | null>(null)
  // Made once for this component: a reload makes a new one.
  const { questionnaire, draft, problems, content } = props.edited
  const session = createDraftSession(tenant, { questionnaireId: questionnaire.id, draft, revision: questionnaire.draftRevision, problems, content })
  const problemOf = (field: string): string | undefined => {
    const found = session.problems().find((each) => each.field === field)
    return found === undefined ? undefined : (find(`errors.${found.message}`, found.params) ?? found.message)
  }
  const changed = (): boolean => questionnaire.hasDraft || session.revision() !== questionnaire.draftRevision || session.state() !== 'saved'
  const stateText = (state: SaveState): string =>
    state === 'saved' && !changed() ? t('admin.questionnaires.no-changes') : t(`admin.questionnaires.save.${state}`)
  const overwrite = async (): Promise<void> => {
    const theirs = await tenant.client.questionnaires.read.query({ questionnaireId: questionnaire.id })
    await session.overwrite(theirs.questionnaire.draftRevision)
  }
  const discard = async (): Promise<void> => {
    if (!(await session.flush())) return
    await tenant.client.questionnaires.saveDraft.mutate({ questionnaireId: questionnaire.id, revision: session.revision(), draft: null })
    props.onReload()
  }
  const publish = async (): Promise<void> => {
    if (await session.flush()) setOpen('publish')
  }
  const wordingsChanged = async (): Promise<void> => {
    if (await session.flush()) props.onWordings()
  }
  const section: SectionProps = { edited: props.edited, session, problemOf }
  return (
    <>
      <div class="editor-bar">
        <span role="status" class="quiet">
          {stateText(session.state())}
        </span>
        <div class="row">
          <Button onClick={() => setOpen('rename')}>{t('admin.questionnaires.rename')}</Button>
          <Show when={changed() && props.edited.versions.length > 0}>
            <Button onClick={() => void discard()}>{t('admin.questionnaires.discard')}</Button>
          </Show>
          <Button kind="primary" onClick={() => void publish()}>
            {t('admin.questionnaires.publish')}
          </Button>
        </div>
      </div>
      <Show when={session.state() === 'conflict'}>
        <Notice kind="problem" live>
          <p>{t('admin.questionnaires.conflict')}</p>
          <div class="row">
            <Button onClick={() => props.onReload()}>{t('admin.questionnaires.take-theirs')}</Button>
            <Button onClick={() => void overwrite()}>{t('admin.questionnaires.keep-mine')}</Button>
          </div>
        </Notice>
      </Show>
      <Show when={session.state() === 'failed'}>
        <ProblemNotice problem={session.problem()} />
        <Button onClick={() => void session.flush()}>{t('dashboard.retry')}</Button>
      </Show>
      <Show when={session.problems().length > 0}>
        <Notice>
          <p>{t('admin.questionnaires.unfinished', { count: session.problems().length })}</p>
        </Notice>
      </Show>
      <div class="editor">
        <div class="stack">
          <Panel title={t('admin.questionnaires.language-title')}>
            <LanguageAndTitle {...section} />
          </Panel>
          <Panel title={t('admin.questionnaires.national')}>
            <NationalQuestions {...section} onWordings={() => void wordingsChanged()} />
          </Panel>
          <Panel title={t('admin.questionnaires.open-text')}>
            <OpenText {...section} />
          </Panel>
          <Panel title={t('admin.questionnaires.own')}>
            <OwnQuestions {...section} onMeasures={() => void wordingsChanged()} />
          </Panel>
          {/* What the rules of publishing say of the whole. */}
          <For each={session.problems().filter((each) => each.field.startsWith('items') || each.field.startsWith('measure.'))}>
            {(each) => (
              <Notice kind="problem">
                <p>{find(`errors.${each.message}`, each.params) ?? each.message}</p>
              </Notice>
            )}
          </For>
          <Panel title={t('admin.questionnaires.versions')}>
            <VersionHistory edited={props.edited} />
          </Panel>
        </div>
        <PhonePreview
          questionnaireId={questionnaire.id}
          languages={session.draft().languages}
          revision={session.revision()}
          ready={session.content() !== null}
        />
      </div>
      <PublishDialog open={open() === 'publish'} edited={props.edited} session={session} onClose={() => setOpen(null)} onDone={props.onReload} />
      <RenameDialog open={open() === 'rename'} edited={props.edited} onClose={() => setOpen(null)} onDone={props.onReload} />
    </>
  )
}
