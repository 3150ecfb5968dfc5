import type { OperationContext } from '../../access/context.ts'
import type { DescribeOrganizationResponse, Organization as OrganizationShape } from '../../wire/models/organizations.ts'
import { findAccount } from './account.ts'
import { accountArn } from './identifiers.ts'
import { type Organization, organizationOfCaller } from './organization.ts'

/** The caller's organization; the one operation that member accounts may call too. */
export async function describeOrganization(context: OperationContext): Promise<DescribeOrganizationResponse> {
  return { Organization: await describeOrganizationShape(context, await organizationOfCaller(context)) }
}

export async function describeOrganizationShape(context: OperationContext, organization: Organization): Promise<OrganizationShape> {
  const management = await findAccount(context, organization.managementAccountId)
  return {
    Id: organization.id,
    Arn: organization.arn,
    FeatureSet: organization.featureSet,
    MasterAccountArn: accountArn(organization, organization.managementAccountId),
    MasterAccountId: organization.managementAccountId,
    MasterAccountEmail: management?.email,
    AvailablePolicyTypes: organization.featureSet === 'ALL' ? [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] : [],
  }
}
