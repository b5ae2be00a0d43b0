export * from './choose-language.ts'
export * from './fallback.ts'
export * from './messages.ts'
export * from './translator.ts'
