export * from './form-page.ts'
export * from './message-pages.ts'
export * from './public-pages.ts'
export { surveySecurityPolicy } from './styles.ts'
