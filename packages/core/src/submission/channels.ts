import { z } from 'zod'

/** How an answer reached us. */
export const channels = ['sms', 'qr', 'web', 'kiosk', 'paper', 'phone'] as const
export const Channel = z.enum(channels)
export type Channel = z.infer<typeof Channel>

/** In what role somebody answered: for oneself, or for oneself with somebody's help. Audience is the questionnaire's. */
export const respondentRoles = ['self', 'assisted'] as const
export const RespondentRole = z.enum(respondentRoles)
export type RespondentRole = z.infer<typeof RespondentRole>
