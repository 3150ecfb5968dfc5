// The access portal's API for command lines and SDKs (`sso`): the accounts and roles of whoever holds an access token of sso-oidc,
// and credentials for them.
//
// Requests carry no signature; the token is judged at each call, and so are the person and the assignment behind it: what is taken
// away ends at once. It must never know how the token came about.
//
// Start with get-role-credentials.ts.

import type { OperationContext } from '../../access/context.ts'
import model from '../../wire/models/sso.json' with { type: 'json' }
import type { Operations } from '../../wire/models/sso.ts'
import { defineService, type Service } from '../../wire/service.ts'
import { createGetRoleCredentials } from './get-role-credentials.ts'
import { createListAccountRoles } from './list-account-roles.ts'
import { createListAccounts } from './list-accounts.ts'
import { logout } from './logout.ts'
import type { PortalAccess } from './portal-access.ts'

export type { PortalAccess } from './portal-access.ts'

/** `secretKey` seals session tokens. */
export function createSsoPortal({ access, secretKey }: { access: PortalAccess; secretKey: Buffer }): Service<OperationContext> {
  return defineService<Operations, OperationContext>({
    model,
    actionPrefix: 'awsssoportal',
    operations: {
      GetRoleCredentials: createGetRoleCredentials(access, secretKey),
      ListAccountRoles: createListAccountRoles(access),
      ListAccounts: createListAccounts(access),
      Logout: logout,
    },
  })
}
