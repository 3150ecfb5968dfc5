import type { OperationContext } from '../../access/context.ts'
import type { DescribeOrganizationResponse, Organization as OrganizationShape } from '../../wire/models/organizations.ts'
import { accountArn } from './identifiers.ts'
import { type Organization, organizationOfCaller } from './organization.ts'

/** The caller's organization; the one operation that member accounts may call too. */
export async function describeOrganization(context: OperationContext): Promise<DescribeOrganizationResponse> {
  return { Organization: await describeOrganizationShape(await organizationOfCaller(context)) }
}

export function describeOrganizationShape(organization: Organization): OrganizationShape {
  return {
    Id: organization.id,
    Arn: organization.arn,
    FeatureSet: organization.featureSet,
    MasterAccountArn: accountArn(organization, organization.managementAccountId),
    MasterAccountId: organization.managementAccountId,
    MasterAccountEmail: organization.managementAccountEmail,
    AvailablePolicyTypes: organization.featureSet === 'ALL' ? [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] : [],
  }
}
