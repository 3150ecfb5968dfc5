import { type OperationContext, transaction } from '../../access/context.ts'
import { tables } from './tables.ts'
import { newUniqueId } from './unique-id.ts'

interface LinkedRole {
  readonly service: string
  readonly name: string
  /** Of AWS's policies that service-linked roles alone have. */
  readonly policy: string
  readonly description: string
}

/** Service-linked roles that AWS makes by itself: in each account, in those of an organization, and where IAM Identity Center lets people in. */
const linkedRoles = {
  support: {
    service: 'support.amazonaws.com',
    name: 'AWSServiceRoleForSupport',
    policy: 'AWSSupportServiceRolePolicy',
    description: 'Enables resource access for AWS to provide billing, administrative and support services',
  },
  trustedAdvisor: {
    service: 'trustedadvisor.amazonaws.com',
    name: 'AWSServiceRoleForTrustedAdvisor',
    policy: 'AWSTrustedAdvisorServiceRolePolicy',
    description:
      'Access for the AWS Trusted Advisor Service to help reduce cost, increase performance, and improve security of your AWS environment.',
  },
  organizations: {
    service: 'organizations.amazonaws.com',
    name: 'AWSServiceRoleForOrganizations',
    policy: 'AWSOrganizationsServiceTrustPolicy',
    description: 'Service-linked role used by AWS Organizations to enable integration of other AWS services with Organizations.',
  },
  sso: {
    service: 'sso.amazonaws.com',
    name: 'AWSServiceRoleForSSO',
    policy: 'AWSSSOServiceRolePolicy',
    description: 'Service-linked role used by AWS SSO to manage AWS resources, including IAM roles, policies and SAML IdP on your behalf',
  },
} as const satisfies Readonly<Record<string, LinkedRole>>

/** Makes those of the account's service-linked roles that are not there yet. */
export async function linkRoles(
  context: OperationContext,
  accountId: string,
  wanted: readonly (keyof typeof linkedRoles)[],
): Promise<void> {
  const roles = wanted.map((key) => linkedRoles[key])
  const rows = roles.map(({ service, name, description }) => ({
    ...{ arn: arnOf(accountId, service, name), type: 'role' as const, account_id: accountId, name, description },
    ...{ path: `/aws-service-role/${service}/`, unique_id: newUniqueId('AROA'), created_at: context.clock.now() },
    trust_policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    }),
    ...{ max_session_seconds: 3600, permissions_boundary_arn: null },
  }))
  const policies = roles.map(({ service, name, policy }) => ({
    principal_arn: arnOf(accountId, service, name),
    policy_arn: `arn:aws:iam::aws:policy/aws-service-role/${policy}`,
  }))
  await transaction(context, async (context) => {
    await tables(context)
      .insertInto('principals')
      .values(rows)
      .onConflict((existing) => existing.doNothing())
      .execute()
    await tables(context)
      .insertInto('attached_policies')
      .values(policies)
      .onConflict((existing) => existing.doNothing())
      .execute()
  })
}

const arnOf = (accountId: string, service: string, name: string): string =>
  `arn:aws:iam::${accountId}:role/aws-service-role/${service}/${name}`
