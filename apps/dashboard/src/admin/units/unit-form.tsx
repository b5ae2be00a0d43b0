import { inLanguage, isUnitOid, unitKinds, type LocalisedText, type UnitKind } from '@kuulolla/core'
import { SelectField, TextField } from '@kuulolla/ui'
import type { JSX } from 'solid-js'
import type { Inputs, Outputs } from '../../client.ts'
import type { Problem } from '../../data/problem.ts'
import { useLanguage } from '../../language/Language.tsx'
import { filled, NamesFields, type Texts } from '../form/NamesFields.tsx'

type Service = Outputs['units']['list']['services'][number]
type Unit = Outputs['units']['list']['units'][number] | Outputs['units']['read']['unit']

/** A unit as it is being written: everything a text. */
export type UnitForm = {
  readonly names: Texts
  readonly kind: UnitKind
  readonly serviceCode: string
  readonly oid: string
  readonly municipality: string
  readonly email: string
  readonly phone: string
  readonly address: string
  readonly npsTarget: string
}

export const emptyUnitForm: UnitForm = {
  names: {},
  kind: 'service-unit',
  serviceCode: '',
  oid: '',
  municipality: '',
  email: '',
  phone: '',
  address: '',
  npsTarget: '',
}

export function unitFormOf(unit: Unit): UnitForm {
  return {
    names: unit.names,
    kind: unit.kind,
    serviceCode: unit.serviceCode ?? '',
    oid: unit.oid ?? '',
    municipality: unit.municipality ?? '',
    email: unit.contact.email ?? '',
    phone: unit.contact.phone ?? '',
    address: unit.contact.address ?? '',
    npsTarget: unit.npsTarget === null ? '' : String(unit.npsTarget).replace('.', ','),
  }
}

export function unitInput(form: UnitForm): Omit<Inputs['units']['change'], 'unitId'> {
  const target = form.npsTarget.trim().replace(',', '.').replace('−', '-')
  const given = (text: string): string | null => (text.trim() === '' ? null : text.trim())
  const { email, phone, address } = form
  return {
    names: filled(form.names),
    kind: form.kind,
    serviceCode: given(form.serviceCode),
    oid: given(form.oid),
    municipality: given(form.municipality),
    contact: {
      ...(given(email) === null ? {} : { email: email.trim() }),
      ...(given(phone) === null ? {} : { phone: phone.trim() }),
      ...(given(address) === null ? {} : { address: address.trim() }),
    },
    // What is not a number goes as it is, for the service to name the field.
    npsTarget: target === '' ? null : Number(target),
  }
}

type Props = {
  readonly value: UnitForm
  readonly onInput: (value: UnitForm) => void
  readonly languages: readonly string[]
  readonly services: readonly Service[]
  readonly problem: Problem | null
}

export function UnitFields(props: Props): JSX.Element {
  const { t, language } = useLanguage()
  const set = (change: Partial<UnitForm>): void => props.onInput({ ...props.value, ...change })
  const problem = (field: string): string | undefined => props.problem?.fields[field]
  const oidProblem = (): string | undefined => {
    const oid = props.value.oid.trim()
    return problem('oid') ?? (oid.length > 20 && !isUnitOid(oid) ? t('errors.oid-wrong') : undefined)
  }
  const serviceName = (names: LocalisedText): string => inLanguage(names, language())
  return (
    <>
      <div class="two-columns">
        <NamesFields
          label={t('admin.units.name')}
          languages={props.languages}
          value={props.value.names}
          field="names"
          problem={props.problem}
          onInput={(names) => set({ names })}
        />
      </div>
      <div class="two-columns">
        <SelectField
          label={t('admin.units.kind')}
          value={props.value.kind}
          options={unitKinds.map((kind) => ({ value: kind, label: t(`admin.kind.${kind}`) }))}
          onChange={(value) => set({ kind: unitKinds.find((kind) => kind === value) ?? 'service-unit' })}
        />
        <SelectField
          label={t('admin.units.service')}
          value={props.value.serviceCode}
          options={[
            { value: '', label: t('admin.units.no-service') },
            ...props.services.map((service) => ({ value: service.code, label: serviceName(service.names) })),
          ]}
          problem={problem('serviceCode')}
          onChange={(serviceCode) => set({ serviceCode })}
        />
        <TextField
          label={t('admin.units.oid')}
          inputmode="decimal"
          hint={t('admin.units.oid-hint')}
          value={props.value.oid}
          problem={oidProblem()}
          onInput={(event) => set({ oid: event.currentTarget.value })}
        />
        <TextField
          label={t('admin.units.municipality')}
          inputmode="numeric"
          width="narrow"
          maxLength={3}
          hint={t('admin.units.municipality-hint')}
          value={props.value.municipality}
          problem={problem('municipality')}
          onInput={(event) => set({ municipality: event.currentTarget.value })}
        />
        <TextField
          label={t('admin.units.target')}
          inputmode="decimal"
          width="narrow"
          hint={t('admin.units.target-hint')}
          value={props.value.npsTarget}
          problem={problem('npsTarget')}
          onInput={(event) => set({ npsTarget: event.currentTarget.value })}
        />
      </div>
      <fieldset class="fieldset stack">
        <legend>{t('admin.units.contact')}</legend>
        <div class="two-columns">
          <TextField
            label={t('admin.units.email')}
            type="email"
            value={props.value.email}
            problem={problem('contact.email')}
            onInput={(event) => set({ email: event.currentTarget.value })}
          />
          <TextField
            label={t('admin.units.phone')}
            type="tel"
            value={props.value.phone}
            problem={problem('contact.phone')}
            onInput={(event) => set({ phone: event.currentTarget.value })}
          />
          <TextField
            label={t('admin.units.address')}
            value={props.value.address}
            problem={problem('contact.address')}
            onInput={(event) => set({ address: event.currentTarget.value })}
          />
        </div>
      </fieldset>
    </>
  )
}
