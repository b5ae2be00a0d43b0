import {
  findDoor,
  inTenant,
  publicPoint,
  publishedVersion,
  surveyUnit,
  tenantById,
  type Db,
  type PublicPoint,
  type PublishedVersion,
  type SurveyUnit,
  type Tenant,
  type TenantTransaction,
} from '@kuulolla/db'

/** What one form is rendered from and answered by. */
export type FormSetting = { readonly tenant: Tenant; readonly point: PublicPoint; readonly unit: SurveyUnit; readonly version: PublishedVersion }

export type Resolved =
  | ({ readonly kind: 'open' } & FormSetting)
  /** `closed`: no longer. `not-open`: not yet, or it points to nothing that is published. */
  | { readonly kind: 'closed' | 'not-open'; readonly tenant: Tenant; readonly point: PublicPoint; readonly unit: SurveyUnit | null }

export type Directory = {
  /** Where a code leads; null for one that leads nowhere. Throws when the database is away and nothing is remembered. */
  resolve(code: string): Promise<Resolved | null>
  /** What a form was rendered from, whatever the code points to now. */
  settingOf(resolved: Resolved, form: { readonly unitId: number; readonly versionId: number }): Promise<FormSetting | null>
  /** Forgets one code, or all. */
  forget(code?: string): void
}

type Entry = { readonly resolved: Resolved; readonly fingerprint: string; checkedAt: number }

const freshMilliseconds = 5_000
/** How long a page waits for a slow database before it shows what is remembered. */
const patienceMilliseconds = 500
const mostCodes = 20_000
const mostVersions = 5_000
const codeForm = /^[a-z0-9]{6,16}$/

/**
 * Codes as they were at most 5 seconds ago, longer while the database is away; a notice drops them at once.
 * Versions never change and are kept.
 */
export function createDirectory(db: Db, now: () => Date): Directory {
  const codes = new Map<string, Entry>()
  const versions = new Map<string, PublishedVersion>()
  const loading = new Map<string, Promise<Resolved | null>>()
  let generation = 0

  async function versionOf(tx: TenantTransaction, versionId: number): Promise<PublishedVersion | null> {
    const key = `${tx.tenantId}:${versionId}`
    const known = versions.get(key)
    if (known !== undefined) return known
    const version = await publishedVersion(tx, versionId)
    if (version !== null) remember(versions, key, version, mostVersions)
    return version
  }

  async function load(code: string): Promise<Resolved | null> {
    const started = generation
    const at = now()
    const door = await findDoor(db, 'point', code)
    const tenant = door === null ? null : await tenantById(db, door.tenantId)
    if (door === null || tenant === null) {
      codes.delete(code)
      return null
    }
    const resolved = await inTenant(
      db,
      tenant.id,
      async (tx): Promise<Resolved | null> => {
        const point = await publicPoint(tx, door.target, at)
        if (point === null) return null
        const unit = point.unitId === null ? null : await surveyUnit(tx, point.unitId)
        if (point.closed) return { kind: 'closed', tenant, point, unit }
        const version = point.target === null ? null : await versionOf(tx, point.target.versionId)
        return unit === null || version === null ? { kind: 'not-open', tenant, point, unit } : { kind: 'open', tenant, point, unit, version }
      },
      { readOnly: true },
    )
    if (resolved === null || generation !== started) return resolved
    const fingerprint = JSON.stringify([resolved.kind, resolved.tenant, resolved.point, resolved.unit])
    const known = codes.get(code)
    // The same object as long as nothing has changed: what was rendered from it stays good.
    const kept = known?.fingerprint === fingerprint ? known.resolved : resolved
    remember(codes, code, { resolved: kept, fingerprint, checkedAt: now().getTime() }, mostCodes)
    return kept
  }

  return {
    async resolve(code) {
      if (!codeForm.test(code)) return null
      const known = codes.get(code)
      if (known !== undefined && now().getTime() - known.checkedAt < freshMilliseconds) return known.resolved
      let pending = loading.get(code)
      if (pending === undefined) {
        pending = load(code).finally(() => loading.delete(code))
        loading.set(code, pending)
      }
      if (known === undefined) return pending
      const stale = (): Resolved => {
        known.checkedAt = now().getTime()
        return known.resolved
      }
      return Promise.race([pending.catch(stale), after(patienceMilliseconds).then(() => known.resolved)])
    },
    async settingOf(resolved, { unitId, versionId }) {
      const { tenant, point } = resolved
      if (resolved.kind === 'open' && resolved.unit.id === unitId && resolved.version.id === versionId) return resolved
      return inTenant(
        db,
        tenant.id,
        async (tx) => {
          const unit = await surveyUnit(tx, unitId)
          const version = await versionOf(tx, versionId)
          return unit === null || version === null ? null : { tenant, point, unit, version }
        },
        { readOnly: true },
      )
    },
    forget(code) {
      generation += 1
      if (code === undefined) codes.clear()
      else codes.delete(code)
    },
  }
}

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds).unref())

/** Keeps the newest `most` entries. */
function remember<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > most && oldest !== undefined) map.delete(oldest)
}
