import './Page.css'
import { A, useLocation } from '@solidjs/router'
import { createContext, createEffect, For, on, onMount, Show, useContext, type JSX } from 'solid-js'
import { useLanguage } from '../language/Language.tsx'

export type Crumb = { readonly label: string; readonly href: string }

type Props = {
  readonly title: string
  readonly crumbs?: readonly Crumb[]
  readonly lead?: JSX.Element
  /** Stands beside the title. */
  readonly actions?: JSX.Element
  readonly children: JSX.Element
}

const InPage = createContext(false)

/** Whether a page with its heading stands around. */
export const useInPage = (): boolean => useContext(InPage)

let firstPage = true

/** A page: its title in the tab and the heading, which takes the focus after each navigation, so that those who hear the page hear where they are. */
export function Page(props: Props): JSX.Element {
  const { t } = useLanguage()
  const location = useLocation()
  let heading: HTMLHeadingElement | undefined

  createEffect(() => {
    document.title = `${props.title} – ${t('dashboard.product')}`
  })
  onMount(() => {
    // On arrival the browser's own start of the document is right.
    if (!firstPage) heading?.focus()
    firstPage = false
  })
  createEffect(
    on(
      () => location.pathname,
      () => heading?.focus(),
      { defer: true },
    ),
  )

  return (
    <div class="page">
      <div>
        <Show when={(props.crumbs ?? []).length > 0}>
          <nav class="crumbs" aria-label={t('dashboard.crumbs')}>
            <ol>
              <For each={props.crumbs}>
                {(crumb) => (
                  <li>
                    <A href={crumb.href}>{crumb.label}</A>
                  </li>
                )}
              </For>
            </ol>
          </nav>
        </Show>
        <div class="page-head">
          <div class="page-titles">
            <h1 ref={(node) => (heading = node)} tabindex={-1}>
              {props.title}
            </h1>
            <Show when={props.lead}>
              <p class="page-lead">{props.lead}</p>
            </Show>
          </div>
          {props.actions}
        </div>
      </div>
      <InPage.Provider value={true}>{props.children}</InPage.Provider>
    </div>
  )
}
