export * from './embedded-postgres.ts'
export * from './running.ts'
