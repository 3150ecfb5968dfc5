import type { Statement } from '../../access/policy.ts'

// What AWS's managed policies allow in Account Factory's own API. AWS has no such API, so its documents do not name it; each gets
// here what it allows of the same things on AWS.

const allow = (Sid: string, ...names: readonly string[]): Statement => ({
  Sid,
  Effect: 'Allow',
  Action: names.map((name) => `account-factory:${name}`),
  Resource: '*',
})

const organization = allow('AccountFactoryOrganization', 'GetOrganization', 'GetAccount', 'ListAccounts')
const everybodysRequests = allow('AccountFactoryAllRequests', 'ListAllRequests')
const requestsReadOnly = allow('AccountFactoryRequestsReadOnly', 'ListRequests', 'GetRequest', 'GetQueue', 'GetOrganization')
const requests = allow(
  'AccountFactoryRequests',
  'ListRequests',
  'GetRequest',
  'RetryRequest',
  'CancelRequest',
  'GetQueue',
  'Preflight',
  'GetOrganization',
)
const identityReadOnly = allow(
  'AccountFactoryIdentityReadOnly',
  'GetAccessSettings',
  'GetUserSignIn',
  'ListIdentityProviders',
  'ListMfaDevices',
  'ListScimTokens',
  'ListUserSessions',
)
const identityChanges = allow(
  'AccountFactoryIdentity',
  'CreateIdentityProvider',
  'CreatePasswordResetLink',
  'CreateScimToken',
  'DeleteIdentityProvider',
  'DeleteScimToken',
  'DisableUser',
  'EnableUser',
  'RemoveMfaDevice',
  'ResetOneTimePassword',
  'SendTestMail',
  'SignOutUser',
  'TestIdentityProvider',
  'UnlockUser',
  'UpdateAccessSettings',
  'UpdateIdentityProvider',
  'UpdateIdentitySource',
)
const identity = [identityReadOnly, identityChanges]
const reading = [requestsReadOnly, everybodysRequests, organization, identityReadOnly]

export const ownStatements: Readonly<Record<string, readonly Statement[]>> = {
  ReadOnlyAccess: reading,
  SecurityAudit: reading,
  'job-function/ViewOnlyAccess': reading,
  AWSOrganizationsFullAccess: [organization],
  AWSOrganizationsReadOnlyAccess: [organization],
  AWSServiceCatalogAdminFullAccess: [requests, everybodysRequests],
  AWSServiceCatalogAdminReadOnlyAccess: [requestsReadOnly, everybodysRequests],
  AWSServiceCatalogEndUserFullAccess: [requests],
  AWSServiceCatalogEndUserReadOnlyAccess: [requestsReadOnly],
  AWSSSODirectoryAdministrator: identity,
  AWSSSODirectoryReadOnly: [identityReadOnly],
  AWSSSOMasterAccountAdministrator: identity,
  AWSSSOMemberAccountAdministrator: identity,
  AWSSSOReadOnly: [identityReadOnly],
}
