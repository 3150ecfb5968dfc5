import type { Selectable } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { Policy as PolicyShape, PolicySummary } from '../../wire/models/organizations.ts'
import { type AwsManagedPolicy, findAwsManagedPolicy } from './aws-managed-policies.ts'
import { policyNotFound } from './faults.ts'
import { policyArn } from './identifiers.ts'
import type { PolicyType } from './policy-types.ts'
import { type PoliciesTable, tables } from './tables.ts'

/** A policy of an organization, or one of AWS's own. */
export interface Policy {
  readonly id: string
  readonly type: PolicyType
  readonly name: string
  readonly description: string
  readonly content: string
  readonly awsManaged: boolean
}

export const toPolicy = (row: Selectable<PoliciesTable>): Policy => ({ ...row, awsManaged: false })
export const toAwsManaged = (policy: AwsManagedPolicy): Policy => ({ ...policy, awsManaged: true })

/** The policy with this id. Throws PolicyNotFoundException. */
export async function givenPolicy(context: OperationContext, organizationId: string, id: string): Promise<Policy> {
  const managed = findAwsManagedPolicy(id)
  if (managed) return toAwsManaged(managed)
  const row = await tables(context)
    .selectFrom('policies')
    .selectAll()
    .where('id', '=', id)
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  if (!row) throw policyNotFound()
  return toPolicy(row)
}

interface OrganizationKey {
  readonly id: string
  readonly managementAccountId: string
}

export function describePolicySummaryShape(organization: OrganizationKey, policy: Policy): PolicySummary {
  return {
    Id: policy.id,
    Arn: policyArn(organization, policy),
    Name: policy.name,
    Description: policy.description,
    Type: policy.type,
    AwsManaged: policy.awsManaged,
  }
}

export function describePolicyShape(organization: OrganizationKey, policy: Policy): PolicyShape {
  return { PolicySummary: describePolicySummaryShape(organization, policy), Content: policy.content }
}
