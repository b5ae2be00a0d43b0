/**
 * What is stored of what a person sends: every column of every table that a survey page writes to, in order. The page
 * "What we store" is written from it, and a test compares it with the database and what the survey may add there.
 */
export const storedData = {
  response: ['tenant_id', 'day', 'id', 'unit_id', 'version_id', 'point_id', 'age_group', 'channel', 'role', 'language', 'contact_mode', 'answers'],
  free_text: ['tenant_id', 'day', 'response_id', 'item', 'unit_id', 'language', 'body'],
  contact_request: ['tenant_id', 'id', 'unit_id', 'language', 'received_on', 'due_on', 'key_id', 'sealed', 'state', 'owner', 'closed_on'],
  accessibility_feedback: ['tenant_id', 'id', 'received_on', 'due_on', 'body', 'key_id', 'sealed', 'state', 'closed_on'],
} as const satisfies Record<string, readonly string[]>
export type StoredTable = keyof typeof storedData
