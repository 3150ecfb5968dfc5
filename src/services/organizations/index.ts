// AWS Organizations: the accounts of the installation and the tree they lie in.
//
// Every account is a row here, in an organization or standing alone, and an e-mail address belongs to one account for ever.
// The tree is roots and organizational units (`parents`) that never move, and accounts that do; a move is announced to
// whoever listens. Creating an account is decided at once and shows as in progress until the clock has passed its due time.
// So is closing one, which ends 90 days later (closure.ts). Accounts come and go by handshakes and departures, between organizations too.
// Policies hang on the tree: control policies bind level by level (control-policies-of.ts), the others are merged into one
// (effective-policy.ts). Who may call is the management account; for some operations also whom it delegated to (caller-access.ts).
//
// It must never know what a landing zone, a product or a vended account is, nor who listens to its announcements.
//
// Start with create-account.ts and move-account.ts; tables.ts has the data.

import type { OperationContext } from '../../access/context.ts'
import model from '../../wire/models/organizations.json' with { type: 'json' }
import type { Operations } from '../../wire/models/organizations.ts'
import { defineService } from '../../wire/service.ts'
import { conditionKeys, resourceKeys } from './condition-keys.ts'
import { operations } from './operations.ts'
import { resources } from './resources.ts'

export { type Account, accountParent, accountPlace, findAccount, findAccountByEmail, findAccounts } from './account.ts'
export { tagsOfAccounts } from './account-labels.ts'
export { accountsWithin, countAccountsByParent } from './account-lists.ts'
export { accountSortKey, countAccounts, listAccounts } from './account-search.ts'
export { listActiveAccountsByName } from './accounts-by-name.ts'
export { changeAccountEmail, renameAccount } from './change-account.ts'
export { type ControlPolicies, controlPoliciesOf } from './control-policies-of.ts'
export { createStandaloneAccount } from './create-standalone-account.ts'
export { isDelegatedAdministrator } from './delegated-administrators.ts'
export { isAccountEmail } from './email-address.ts'
export { accountArn, organizationalUnitArn } from './identifiers.ts'
export { type Organization, organizationOf } from './organization.ts'
export { findOrganizationalUnit, listOrganizationalUnits } from './organizational-unit.ts'
export { tagsOf } from './tags.ts'

export const service = defineService<Operations, OperationContext>({
  model,
  actionPrefix: 'organizations',
  operations,
  resources,
  conditionKeys,
  resourceKeys,
})
