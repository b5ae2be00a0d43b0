import './Field.css'
import { createUniqueId, For, Show, splitProps, type JSX } from 'solid-js'

type Described = {
  readonly label: string
  readonly hint?: string | undefined
  /** What is wrong, in the reader's words; null or undefined when nothing is. */
  readonly problem?: string | null | undefined
  readonly width?: 'narrow' | 'normal' | 'wide'
}

function FieldFrame(props: Described & { readonly for: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <div class={`field field-${props.width ?? 'normal'}`}>
      <label for={props.for}>{props.label}</label>
      <Show when={props.hint}>
        <span class="field-hint" id={`${props.for}-hint`}>
          {props.hint}
        </span>
      </Show>
      {props.children}
      <Show when={props.problem}>
        <span class="field-problem" id={`${props.for}-problem`}>
          {props.problem}
        </span>
      </Show>
    </div>
  )
}

const describedBy = (id: string, props: Described): string | undefined =>
  [props.hint ? `${id}-hint` : '', props.problem ? `${id}-problem` : ''].filter(Boolean).join(' ') || undefined

const described = ['label', 'hint', 'problem', 'width'] as const

export function TextField(props: Described & Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'class' | 'width'>): JSX.Element {
  const [own, rest] = splitProps(props, described)
  const id = props.id ?? createUniqueId()
  return (
    <FieldFrame {...own} for={id}>
      <input type="text" {...rest} id={id} aria-invalid={own.problem ? 'true' : undefined} aria-describedby={describedBy(id, own)} />
    </FieldFrame>
  )
}

export function TextArea(props: Described & Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, 'class'>): JSX.Element {
  const [own, rest] = splitProps(props, described)
  const id = props.id ?? createUniqueId()
  return (
    <FieldFrame {...own} for={id}>
      <textarea rows={4} {...rest} id={id} aria-invalid={own.problem ? 'true' : undefined} aria-describedby={describedBy(id, own)} />
    </FieldFrame>
  )
}

export type Option = { readonly value: string; readonly label: string; readonly disabled?: boolean }

type SelectProps = Described & {
  readonly value: string
  readonly options: readonly Option[]
  readonly onChange: (value: string) => void
} & Omit<JSX.SelectHTMLAttributes<HTMLSelectElement>, 'class' | 'onChange' | 'value'>

export function SelectField(props: SelectProps): JSX.Element {
  const [own, choice, rest] = splitProps(props, described, ['value', 'options', 'onChange'])
  const id = props.id ?? createUniqueId()
  return (
    <FieldFrame {...own} for={id}>
      <select
        {...rest}
        id={id}
        aria-invalid={own.problem ? 'true' : undefined}
        aria-describedby={describedBy(id, own)}
        onChange={(event) => choice.onChange(event.currentTarget.value)}
      >
        <For each={choice.options}>
          {(option) => (
            <option value={option.value} selected={option.value === choice.value} disabled={option.disabled}>
              {option.label}
            </option>
          )}
        </For>
      </select>
    </FieldFrame>
  )
}

export function CheckField(props: { readonly label: JSX.Element } & Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'class' | 'type'>): JSX.Element {
  const [own, rest] = splitProps(props, ['label'])
  return (
    <label class="check">
      <input type="checkbox" {...rest} />
      <span>{own.label}</span>
    </label>
  )
}

type RadioProps = {
  readonly legend: string
  readonly name: string
  readonly value: string
  readonly options: readonly Option[]
  readonly onChange: (value: string) => void
}

export function RadioGroup(props: RadioProps): JSX.Element {
  return (
    <fieldset class="fieldset">
      <legend>{props.legend}</legend>
      <For each={props.options}>
        {(option) => (
          <label class="check">
            <input
              type="radio"
              name={props.name}
              value={option.value}
              checked={option.value === props.value}
              disabled={option.disabled}
              onChange={() => props.onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        )}
      </For>
    </fieldset>
  )
}
