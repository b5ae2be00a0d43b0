import type { AccountDependencies, Accounts, ErasureDependencies, VaultDependencies } from '@kuulolla/services'

/** Everything that the verbs behind the API may ask for. */
export type ApiDependencies = AccountDependencies & VaultDependencies & ErasureDependencies & { readonly accounts: Accounts }
