import { inLanguage, type LocalisedText } from '@kuulolla/core'
import { createContext, createMemo, useContext, type Accessor, type JSX } from 'solid-js'
import type { Outputs } from '../client.ts'
import { createQuery } from '../data/query.ts'
import { useLanguage } from '../language/Language.tsx'
import { useTenant } from '../session/Tenant.tsx'
import { Loaded } from '../shell/states.tsx'
import { buildTree, type UnitTree } from './tree.ts'

export type Outline = Outputs['figures']['outline']
export type Measure = Outline['measures'][number]
export type ListedUnit = Outputs['figures']['units'][number]

export type Ground = {
  readonly outline: Accessor<Outline>
  readonly tree: Accessor<UnitTree<ListedUnit>>
  readonly nameOf: (text: LocalisedText) => string
  readonly unitName: (id: number) => string
  readonly measureOf: (code: string) => Measure | undefined
  /** The statement as it is asked. */
  readonly statement: (code: string) => string
  /** The measure's name: a word or two. */
  readonly shortName: (code: string) => string
  readonly refetch: () => void
}

const Context = createContext<Ground>()

/** The tree, the measures and the calendar that every page of figures stands on. */
export function useOutline(): Ground {
  const found = useContext(Context)
  if (found === undefined) throw new Error('useOutline outside OutlineProvider')
  return found
}

export function OutlineProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const tenant = useTenant()
  const query = createQuery(
    () => tenant.slug,
    async () => {
      const [outline, units] = await Promise.all([tenant.client.figures.outline.query({}), tenant.client.figures.units.query({})])
      return { outline, units }
    },
  )
  return (
    <Loaded query={query}>
      {(data) => (
        <Provided data={data} refetch={query.refetch}>
          {props.children}
        </Provided>
      )}
    </Loaded>
  )
}

type ProvidedProps = {
  readonly data: Accessor<{ readonly outline: Outline; readonly units: readonly ListedUnit[] }>
  readonly refetch: () => void
  readonly children: JSX.Element
}

function Provided(props: ProvidedProps): JSX.Element {
  const { language, formats } = useLanguage()
  const nameOf = (text: LocalisedText): string => inLanguage(text, language())
  const tree = createMemo(() => buildTree(props.data().units, (unit) => nameOf(unit.names), formats().compare))
  const measures = createMemo(() => new Map(props.data().outline.measures.map((measure) => [measure.code, measure])))
  const ground: Ground = {
    outline: () => props.data().outline,
    tree,
    nameOf,
    unitName: (id) => tree().byId.get(id)?.name ?? `#${id}`,
    measureOf: (code) => measures().get(code),
    statement: (code) => {
      const measure = measures().get(code)
      if (measure === undefined) return code
      return nameOf(Object.keys(measure.wordings).length > 0 ? measure.wordings : measure.names)
    },
    shortName: (code) => {
      const measure = measures().get(code)
      return measure === undefined ? code : nameOf(measure.names)
    },
    refetch: () => props.refetch(),
  }
  return <Context.Provider value={ground}>{props.children}</Context.Provider>
}
