// AWS Security Token Service: who am I, and temporary credentials of a role.
//
// Credentials are made in access; the roles and their trust policies are iam's, and whether they let the caller in is decided where all
// rights are. It must never know what the credentials are for. Start with assume-role.ts.

import type { Authorize } from '../../access/authorize.ts'
import type { OperationContext } from '../../access/context.ts'
import model from '../../wire/models/sts.json' with { type: 'json' }
import type { Operations } from '../../wire/models/sts.ts'
import { anyResource, defineService, type Service } from '../../wire/service.ts'
import { roleKeys } from '../iam/index.ts'
import { createAssumeRole } from './assume-role.ts'
import { createAssumeRoleWithSaml } from './assume-role-with-saml.ts'
import { createAssumeRoleWithWebIdentity } from './assume-role-with-web-identity.ts'
import { conditionKeys } from './condition-keys.ts'
import { decodeAuthorizationMessage } from './decode-authorization-message.ts'
import { getAccessKeyInfo } from './get-access-key-info.ts'
import { getCallerIdentity } from './get-caller-identity.ts'
import { createGetFederationToken } from './get-federation-token.ts'
import { createGetSessionToken } from './get-session-token.ts'
import { readRoleArn, trustPoliciesOf } from './trust.ts'

export { trustPoliciesOf }

/** `secretKey` seals session tokens; `authorize` decides about what a session is to carry. */
export function createSts(options: { secretKey: Buffer; authorize: Authorize }): Service<OperationContext> {
  return defineService<Operations, OperationContext>({
    model,
    actionPrefix: 'sts',
    operations: {
      AssumeRole: createAssumeRole(options),
      AssumeRoleWithSAML: createAssumeRoleWithSaml(options),
      AssumeRoleWithWebIdentity: createAssumeRoleWithWebIdentity(options),
      DecodeAuthorizationMessage: decodeAuthorizationMessage,
      GetAccessKeyInfo: getAccessKeyInfo,
      GetCallerIdentity: getCallerIdentity,
      GetFederationToken: createGetFederationToken(options),
      GetSessionToken: createGetSessionToken(options.secretKey),
    },
    conditionKeys,
    resourceKeys: roleKeys,
    resources: {
      GetFederationToken: ({ caller }, { Name }) => [`arn:aws:sts::${caller.accountId}:federated-user/${Name}`],
      AssumeRole: (_, { RoleArn }) => {
        // What is no role's ARN is said before the rights are asked for.
        readRoleArn(RoleArn)
        return [RoleArn]
      },
      DecodeAuthorizationMessage: anyResource,
      GetAccessKeyInfo: anyResource,
      GetCallerIdentity: anyResource,
      GetSessionToken: anyResource,
    },
  })
}
