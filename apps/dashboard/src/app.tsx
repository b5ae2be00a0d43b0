import { Navigate, Route, Router } from '@solidjs/router'
import { lazy, type JSX } from 'solid-js'
import { LanguageProvider } from './language/Language.tsx'
import { SessionProvider } from './session/Session.tsx'
import { SessionEnded } from './session/SessionEnded.tsx'
import { SignedIn } from './session/SignedIn.tsx'
import { TenantProvider } from './session/Tenant.tsx'
import { PlainShell, Shell } from './shell/Shell.tsx'
import { Missing } from './shell/states.tsx'

const page = <N extends string>(load: () => Promise<Record<N, () => JSX.Element>>, name: N) => lazy(async () => ({ default: (await load())[name] }))

const routes = {
  signIn: page(() => import('./pages/sign-in/SignInPage.tsx'), 'SignInPage'),
  forgotten: page(() => import('./pages/sign-in/ForgottenPage.tsx'), 'ForgottenPage'),
  setup: page(() => import('./pages/sign-in/SetupPage.tsx'), 'SetupPage'),
  account: page(() => import('./pages/account/AccountPage.tsx'), 'AccountPage'),
  tenants: page(() => import('./pages/tenants/TenantsPage.tsx'), 'TenantsPage'),
  start: page(() => import('./pages/start/StartPage.tsx'), 'StartPage'),
  units: page(() => import('./pages/unit/UnitsPage.tsx'), 'UnitsPage'),
  unit: page(() => import('./pages/unit/UnitPage.tsx'), 'UnitPage'),
  compare: page(() => import('./pages/compare/ComparePage.tsx'), 'ComparePage'),
  contacts: page(() => import('./pages/contacts/ContactsPage.tsx'), 'ContactsPage'),
  exports: page(() => import('./pages/export/ExportPage.tsx'), 'ExportPage'),
  adminUnits: page(() => import('./admin/units/UnitsPage.tsx'), 'UnitsPage'),
  adminQuestionnaires: page(() => import('./admin/questionnaires/QuestionnairesPage.tsx'), 'QuestionnairesPage'),
  adminPoints: page(() => import('./admin/points/PointsPage.tsx'), 'PointsPage'),
  adminImports: page(() => import('./admin/imports/ImportsPage.tsx'), 'ImportsPage'),
  adminSettings: page(() => import('./admin/settings/SettingsPage.tsx'), 'SettingsPage'),
  people: page(() => import('./admin/people/PeoplePage.tsx'), 'PeoplePage'),
  keys: page(() => import('./admin/keys/KeysPage.tsx'), 'KeysPage'),
  accessibility: page(() => import('./admin/accessibility/AccessibilityPage.tsx'), 'AccessibilityPage'),
  audit: page(() => import('./admin/audit/AuditPage.tsx'), 'AuditPage'),
}

const Providers = (props: { readonly children?: JSX.Element }): JSX.Element => (
  <LanguageProvider>
    <SessionProvider>{props.children}</SessionProvider>
  </LanguageProvider>
)

const TenantFrame = (props: { readonly children?: JSX.Element }): JSX.Element => (
  <SignedIn>
    <TenantProvider>
      <Shell>{props.children}</Shell>
      <SessionEnded />
    </TenantProvider>
  </SignedIn>
)

const PersonalFrame = (props: { readonly children?: JSX.Element }): JSX.Element => (
  <PlainShell>
    <SignedIn>{props.children}</SignedIn>
  </PlainShell>
)

export const App = (): JSX.Element => (
  <Router root={Providers}>
    <Route component={PlainShell}>
      <Route path="/sign-in" component={routes.signIn} />
      <Route path="/forgotten" component={routes.forgotten} />
      <Route path="/setup" component={routes.setup} />
    </Route>
    <Route component={PersonalFrame}>
      <Route path={['/', '/organisations']} component={routes.tenants} />
      <Route path="/account" component={routes.account} />
    </Route>
    <Route path="/t/:slug" component={TenantFrame}>
      <Route path="/" component={routes.start} />
      <Route path="/units" component={routes.units} />
      <Route path="/units/:unitId" component={routes.unit} />
      <Route path="/compare" component={routes.compare} />
      <Route path="/contacts" component={routes.contacts} />
      <Route path="/export" component={routes.exports} />
      <Route path="/admin" component={() => <Navigate href="points" />} />
      <Route path="/admin/units/*rest" component={routes.adminUnits} />
      <Route path="/admin/questionnaires/*rest" component={routes.adminQuestionnaires} />
      <Route path="/admin/points/*rest" component={routes.adminPoints} />
      <Route path="/admin/imports/*rest" component={routes.adminImports} />
      <Route path="/admin/settings" component={routes.adminSettings} />
      <Route path="/admin/people" component={routes.people} />
      <Route path="/admin/keys" component={routes.keys} />
      <Route path="/admin/accessibility" component={routes.accessibility} />
      <Route path="/admin/audit" component={routes.audit} />
      <Route path="/*" component={Missing} />
    </Route>
    <Route component={PlainShell}>
      <Route path="/*" component={Missing} />
    </Route>
  </Router>
)
