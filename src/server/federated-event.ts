import type { TrailEvent } from '../access/trail.ts'
import type {
  AssumeRoleWithSAMLRequest,
  AssumeRoleWithSAMLResponse,
  AssumeRoleWithWebIdentityRequest,
  AssumeRoleWithWebIdentityResponse,
} from '../wire/models/sts.ts'

interface SucceededCall {
  readonly operation: string
  readonly input: unknown
  readonly output: unknown
}

/**
 * Who entered a role on the word of an identity provider, and in whose event history that stands: the role's account's. Undefined for other
 * calls and for those that were refused. "Logging IAM and AWS STS API calls with AWS CloudTrail" in the IAM user guide.
 */
export function federatedEvent({ operation, input, output }: SucceededCall): Partial<TrailEvent> | undefined {
  if (!output || !input) return undefined
  if (operation === 'AssumeRoleWithSAML') {
    const { Subject, NameQualifier } = output as AssumeRoleWithSAMLResponse
    const userIdentity = {
      type: 'SAMLUser',
      principalId: `${NameQualifier}:${Subject}`,
      userName: Subject,
      identityProvider: NameQualifier,
    }
    return { ...accountOf(input as AssumeRoleWithSAMLRequest), username: Subject, userIdentity }
  }
  if (operation === 'AssumeRoleWithWebIdentity') {
    const { SubjectFromWebIdentityToken: subject, Provider, Audience } = output as AssumeRoleWithWebIdentityResponse
    const account = accountOf(input as AssumeRoleWithWebIdentityRequest)
    const identityProvider = `arn:aws:iam::${account.accountId}:oidc-provider/${Provider?.replace(/^https?:\/\//, '')}`
    const principalId = `${identityProvider}:${Audience}:${subject}`
    return { ...account, username: subject, userIdentity: { type: 'WebIdentityUser', principalId, userName: subject, identityProvider } }
  }
  return undefined
}

const accountOf = ({ RoleArn }: { RoleArn: string }): { accountId: string } => ({ accountId: RoleArn.split(':')[4] ?? '' })
