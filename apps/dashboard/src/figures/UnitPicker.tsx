import './figures.css'
import './UnitPicker.css'
import { Button, Dialog, TextField } from '@kuulolla/ui'
import { createMemo, createSignal, For, Show, type JSX } from 'solid-js'
import { useLanguage } from '../language/Language.tsx'
import { useOutline } from './Outline.tsx'
import { flatten } from './tree.ts'

type Props = { readonly current: number; readonly hrefOf: (unitId: number) => string }

/** The tree as links, narrowed by typing; arrow keys walk it, Enter goes there, Escape leaves. */
export function UnitPicker(props: Props): JSX.Element {
  const { t, formats, language } = useLanguage()
  const { tree } = useOutline()
  const [open, setOpen] = createSignal(false)
  const [wanted, setWanted] = createSignal('')
  const plain = (text: string): string => text.toLocaleLowerCase(language())
  const nodes = createMemo(() => flatten(tree().roots, (node) => plain(node.name).includes(plain(wanted().trim()))))
  let frame: HTMLDivElement | undefined

  const walk = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const stops = [...(frame?.querySelectorAll<HTMLElement>('input, a') ?? [])]
    const at = stops.findIndex((each) => each === document.activeElement)
    const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)]
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  }
  const enter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return
    const first = nodes().find((node) => plain(node.name).includes(plain(wanted().trim())))
    if (first === undefined || wanted().trim() === '') return
    event.preventDefault()
    frame?.querySelector<HTMLAnchorElement>(`a[data-unit="${first.unit.id}"]`)?.click()
  }

  return (
    <>
      <Button onClick={() => setOpen(true)} aria-haspopup="dialog">
        {t('dashboard.unit.change')}
      </Button>
      <Dialog open={open()} title={t('dashboard.unit.change')} closeLabel={t('dashboard.close')} onClose={() => setOpen(false)}>
        <div ref={(node) => (frame = node)} onKeyDown={walk}>
          <TextField
            label={t('dashboard.unit.search')}
            type="search"
            width="wide"
            autocomplete="off"
            autofocus
            value={wanted()}
            onInput={(event) => setWanted(event.currentTarget.value)}
            onKeyDown={enter}
          />
          <p class="visually-hidden" role="status">
            {t('dashboard.unit.found', { count: nodes().length })}
          </p>
          <Show when={nodes().length > 0} fallback={<p class="quiet">{t('dashboard.unit.none-found')}</p>}>
            <ul class="unit-picker-list">
              <For each={nodes()}>
                {(node) => (
                  <li class={`depth-${Math.min(node.depth, 4)}`}>
                    <a
                      href={props.hrefOf(node.unit.id)}
                      data-unit={node.unit.id}
                      aria-current={node.unit.id === props.current ? 'page' : undefined}
                      onClick={() => setOpen(false)}
                    >
                      <span>
                        {node.name}
                        <Show when={node.unit.endedOn}>{(day) => <small> {t('dashboard.unit.ended', { day: formats().day(day()) })}</small>}</Show>
                      </span>
                    </a>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </div>
      </Dialog>
    </>
  )
}
