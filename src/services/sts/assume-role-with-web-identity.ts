import type { OperationContext } from '../../access/context.ts'
import { Fault } from '../../fault.ts'
import type { AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse } from '../../wire/models/sts.ts'
import { assumeFederatedRole } from './federated-role.ts'
import { createIssuerKeys } from './issuer-keys.ts'
import { readRoleArn } from './trust.ts'
import { readWebIdentity } from './web-identity.ts'

/** Temporary credentials of a role for whoever has a token of a provider that the role trusts. The call takes no signature. */
export function createAssumeRoleWithWebIdentity({ secretKey }: { secretKey: Buffer }) {
  const issuerKeys = createIssuerKeys()
  return async (context: OperationContext, input: AssumeRoleWithWebIdentityRequest): Promise<AssumeRoleWithWebIdentityResponse> => {
    const { accountId } = readRoleArn(input.RoleArn)
    if (input.ProviderId !== undefined)
      throw new Fault('ValidationError', 'ProviderId goes with OAuth 2.0 access tokens, which are not offered.')
    const { provider, subject, audience, ...said } = await readWebIdentity(context, issuerKeys, {
      accountId,
      token: input.WebIdentityToken,
    })
    const identity = { ...said, action: 'sts:AssumeRoleWithWebIdentity' as const, providerArn: provider.arn }
    const started = await assumeFederatedRole(context, secretKey, input, identity)
    return { ...started, SubjectFromWebIdentityToken: subject, Provider: provider.url, Audience: audience }
  }
}
