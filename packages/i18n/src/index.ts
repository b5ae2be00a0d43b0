export * from './fallback.ts'
export type { MessageKey } from './messages.ts'
export * from './translator.ts'
