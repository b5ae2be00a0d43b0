import { addDays, audiences, grains, type Audience, type Grain } from '@kuulolla/core'
import { buttonClass, CheckField, Panel, RadioGroup, SelectField, TextField } from '@kuulolla/ui'
import { createMemo, createSignal, Show, type JSX } from 'solid-js'
import { OutlineProvider, useOutline } from '../../figures/Outline.tsx'
import { flatten } from '../../figures/tree.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { exportAddress, formats, type FileFormat } from './export-address.ts'

export function ExportPage(): JSX.Element {
  const { t } = useLanguage()
  return (
    <Page title={t('dashboard.nav.export')} lead={t('dashboard.export.lead')}>
      <OutlineProvider>
        <ExportForm />
      </OutlineProvider>
    </Page>
  )
}

function ExportForm(): JSX.Element {
  const { t, language } = useLanguage()
  const tenant = useTenant()
  const { outline, tree } = useOutline()
  const [what, setWhat] = createSignal<'figures' | 'answers'>('figures')
  const [unit, setUnit] = createSignal<number | null>(null)
  const [audience, setAudience] = createSignal<Audience>('adult')
  const [from, setFrom] = createSignal(`${addDays(outline().today, -365).slice(0, 7)}-01`)
  const [to, setTo] = createSignal(outline().today)
  const [grain, setGrain] = createSignal<Grain>('month')
  const [texts, setTexts] = createSignal(false)
  const [format, setFormat] = createSignal<FileFormat>('xlsx')
  const address = createMemo(() =>
    exportAddress(tenant.slug, {
      what: what(),
      unit: unit(),
      audience: audience(),
      from: from(),
      to: to(),
      grain: grain(),
      texts: texts(),
      format: format(),
      language: language(),
    }),
  )
  return (
    <Panel>
      <div class="stack">
        <Show when={tenant.may('answers:export')}>
          <RadioGroup
            legend={t('dashboard.export.what')}
            name="what"
            value={what()}
            options={(['figures', 'answers'] as const).map((each) => ({ value: each, label: t(`dashboard.export.${each}`) }))}
            onChange={(value) => setWhat(value === 'answers' ? 'answers' : 'figures')}
          />
        </Show>
        <SelectField
          label={t('dashboard.export.units')}
          value={String(unit() ?? '')}
          options={[
            { value: '', label: t('dashboard.export.units.all') },
            ...flatten(tree().roots).map((node) => ({
              value: String(node.unit.id),
              label: `${'\u2003'.repeat(node.depth)}${t('dashboard.export.units.of', { unit: node.name })}`,
            })),
          ]}
          onChange={(value) => setUnit(value === '' ? null : Number(value))}
        />
        <SelectField
          label={t('dashboard.audience.label')}
          width="narrow"
          value={audience()}
          options={audiences.map((each) => ({ value: each, label: t(`dashboard.audience.${each}`) }))}
          onChange={(value) => setAudience(audiences.find((each) => each === value) ?? 'adult')}
        />
        <div class="row row-end">
          <TextField label={t('dashboard.export.from')} type="date" required value={from()} onInput={(event) => setFrom(event.currentTarget.value)} />
          <TextField
            label={t('dashboard.export.to')}
            type="date"
            required
            problem={address() === null && from() > to() ? t('dashboard.period.backwards') : null}
            value={to()}
            onInput={(event) => setTo(event.currentTarget.value)}
          />
          <Show when={what() === 'figures'}>
            <SelectField
              label={t('dashboard.export.grain')}
              value={grain()}
              options={grains.map((each) => ({ value: each, label: t(`dashboard.grain.${each}`) }))}
              onChange={(value) => setGrain(grains.find((each) => each === value) ?? 'month')}
            />
          </Show>
        </div>
        <Show when={what() === 'answers' && tenant.may('texts:read')}>
          <CheckField label={t('dashboard.export.texts')} checked={texts()} onChange={(event) => setTexts(event.currentTarget.checked)} />
        </Show>
        <SelectField
          label={t('dashboard.export.format')}
          value={format()}
          options={formats.map((each) => ({ value: each, label: t(`dashboard.export.format.${each}`) }))}
          onChange={(value) => setFormat(formats.find((each) => each === value) ?? 'xlsx')}
        />
        <div>
          <Show
            when={address()}
            fallback={
              <span class={buttonClass('primary')} aria-disabled="true">
                {t('dashboard.export.download')}
              </span>
            }
          >
            {(href) => (
              <a class={buttonClass('primary')} href={href()} download="" rel="external">
                {t('dashboard.export.download')}
              </a>
            )}
          </Show>
        </div>
        <p class="quiet">{t('dashboard.export.inside')}</p>
        <Show when={what() === 'answers'}>
          <p class="quiet">{t('dashboard.export.answers-note')}</p>
        </Show>
      </div>
    </Panel>
  )
}
