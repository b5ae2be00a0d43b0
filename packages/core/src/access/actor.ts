/**
 * Who does something. A value, so that an audit row never says "nobody".
 */
export const roles = ['unit-manager', 'feedback-handler', 'quality-officer', 'administrator'] as const
export type Role = (typeof roles)[number]

export type Actor =
  /** A signed-in person in one tenant. `units` are the roots of the subtrees that a unit manager or handler has; null means the whole tenant. */
  | { readonly kind: 'user'; readonly tenantId: number; readonly userId: string; readonly role: Role; readonly units: readonly number[] | null }
  | { readonly kind: 'api-key'; readonly tenantId: number; readonly keyId: number; readonly scopes: readonly Permission[] }
  /** A job or the operator's command line. */
  | { readonly kind: 'system'; readonly tenantId: number; readonly job: string }
  /** Somebody on a public page. */
  | { readonly kind: 'public'; readonly tenantId: number }

/** What can be allowed. A verb names exactly one; a role is a set of them. */
export const permissions = [
  'figures:read', // figures, tree, measures
  'texts:read', // open texts from the threshold on
  'contacts:handle', // contact requests and the details in them
  'answers:export', // answers row by row: a right of its own
  'answers:exclude', // exclude, restore or erase answers
  'answers:import',
  'units:manage',
  'questionnaires:manage',
  'points:manage',
  'people:manage',
  'settings:manage',
  'keys:manage',
  'audit:read',
  'system', // jobs and the operator only
] as const
export type Permission = (typeof permissions)[number]

const officer = ['figures:read', 'texts:read', 'answers:export', 'answers:exclude', 'audit:read', 'points:manage'] as const
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  'unit-manager': ['figures:read', 'texts:read', 'points:manage'],
  'feedback-handler': ['figures:read', 'texts:read', 'contacts:handle'],
  'quality-officer': officer,
  administrator: [
    'figures:read',
    'audit:read',
    'answers:import',
    'answers:exclude',
    'units:manage',
    'questionnaires:manage',
    'points:manage',
    'people:manage',
    'settings:manage',
    'keys:manage',
  ],
}

export function may(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case 'system':
      return true
    case 'user':
      return permissionsOf[actor.role].includes(permission)
    case 'api-key':
      return actor.scopes.includes(permission)
    case 'public':
      return false
  }
}
