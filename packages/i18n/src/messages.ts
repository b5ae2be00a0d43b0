type Json<M> = M extends { readonly default: infer D } ? D : never
type Messages = Json<typeof import('../catalogues/en/admin.json', { with: { type: 'json' } })> &
  Json<typeof import('../catalogues/en/common.json', { with: { type: 'json' } })> &
  Json<typeof import('../catalogues/en/dashboard.json', { with: { type: 'json' } })> &
  Json<typeof import('../catalogues/en/documents.json', { with: { type: 'json' } })> &
  Json<typeof import('../catalogues/en/errors.json', { with: { type: 'json' } })> &
  Json<typeof import('../catalogues/en/pages.json', { with: { type: 'json' } })> &
  Json<typeof import('../catalogues/en/survey.json', { with: { type: 'json' } })>

/** Every message there is, named `area.name`; a wrong one does not compile. */
export type MessageKey = keyof Messages
