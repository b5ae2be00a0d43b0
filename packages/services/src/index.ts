export * from './verb.ts'
