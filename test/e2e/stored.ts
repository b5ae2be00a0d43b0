import type { Audience, Channel } from '@kuulolla/core'
import { openDatabase, type Db } from '@kuulolla/db'
import { runningCluster } from '@kuulolla/runtime'
import { demoCounty, demoSlug } from '@kuulolla/simulator'

/** The running system's database past all walls, for looking at what is stored. Give the data folder of the `up`. */
export async function storedIn(dataDirectory: string): Promise<Db> {
  const cluster = await runningCluster(dataDirectory)
  if (cluster === null) throw new Error(`nothing runs on ${dataDirectory}`)
  return openDatabase({ url: cluster.url('postgres', 'kuulolla'), max: 2 })
}

/** A demo unit's code for one channel and audience. Codes do not depend on the day the county ends on. */
export function pointCode(unitCode: string, channel: Channel, audience: Audience = 'adult'): string {
  const point = demoCounty('2026-01-01').points.find((each) => each.unitCode === unitCode && each.channel === channel && each.audience === audience)
  if (point === undefined) throw new Error(`the demo county has no ${channel} for ${audience} at ${unitCode}`)
  return point.code
}

/** Answers that came in by a code, with their texts. Simulated ones have languages too, so look at the difference. */
export async function answersBy(db: Db, code: string) {
  return db
    .selectFrom('response')
    .innerJoin('point', 'point.id', 'response.point_id')
    .innerJoin('tenant', 'tenant.id', 'response.tenant_id')
    .select(['response.id', 'response.answers', 'response.language', 'response.role', 'response.channel'])
    .where('point.code', '=', code)
    .where('tenant.slug', '=', demoSlug)
    .orderBy('response.id')
    .execute()
}

/** Bodies of the free texts that equal `body`: one a sending. */
export async function textsEqualTo(db: Db, body: string): Promise<number> {
  return (await db.selectFrom('free_text').select('response_id').where('body', '=', body).execute()).length
}
