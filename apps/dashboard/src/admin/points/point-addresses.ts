/** The page that a code opens, as its QR code and poster say it. */
export const surveyAddress = (publicUrl: string, code: string): string => `${publicUrl}/q/${code}`

const base = (slug: string): string => `/api/t/${encodeURIComponent(slug)}/points`

export const qrAddress = (slug: string, pointId: number, form: 'svg' | 'png'): string => `${base(slug)}/${pointId}/qr.${form}`

/** One sheet for each point, in the point's languages. */
export const posterAddress = (slug: string, pointIds: readonly number[], paper: 'a4' | 'a5'): string =>
  `${base(slug)}/posters.pdf?points=${pointIds.join(',')}&paper=${paper}`
