import type { AccountDependencies, Accounts, VaultDependencies } from '@kuulolla/services'

/** Everything that the verbs behind the API may ask for. */
export type ApiDependencies = AccountDependencies & VaultDependencies & { readonly accounts: Accounts }
