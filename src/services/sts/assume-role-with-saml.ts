import type { OperationContext } from '../../access/context.ts'
import type { AssumeRoleWithSAMLRequest, AssumeRoleWithSAMLResponse } from '../../wire/models/sts.ts'
import { assumeFederatedRole, denied } from './federated-role.ts'
import { readSamlIdentity } from './saml-identity.ts'
import { readRoleArn } from './trust.ts'
import { useAssertion } from './used-assertions.ts'

const action = 'sts:AssumeRoleWithSAML'

/** Temporary credentials of a role for whoever has an assertion of a provider that the role trusts. The call takes no signature. */
export function createAssumeRoleWithSaml({ secretKey }: { secretKey: Buffer }) {
  return async (context: OperationContext, input: AssumeRoleWithSAMLRequest): Promise<AssumeRoleWithSAMLResponse> => {
    const { RoleArn, PrincipalArn, SAMLAssertion, ...asked } = input
    const { accountId } = readRoleArn(RoleArn)
    const { provider, ...said } = await readSamlIdentity(context, {
      ...{ secretKey, accountId, providerArn: PrincipalArn, response: SAMLAssertion },
    })
    if (!said.roles.includes(RoleArn)) throw denied(action)
    const { assertionId, validUntil } = said
    const redeem = () => useAssertion(context, { providerArn: provider.arn, roleArn: RoleArn, assertionId, validUntil })
    const { keys, samlKeys, session, mostSeconds } = said
    const started = await assumeFederatedRole(
      context,
      secretKey,
      { ...asked, RoleArn, RoleSessionName: said.sessionName },
      { action, providerArn: provider.arn, keys, samlKeys, session, mostSeconds, redeem },
    )
    return {
      ...started,
      ...{ Subject: said.subject, SubjectType: said.subjectType, Issuer: said.issuer },
      ...{ Audience: said.audience, NameQualifier: said.nameQualifier },
    }
  }
}
