import type { OperationContext } from '../../access/context.ts'
import type { PolicyTargetSummary } from '../../wire/models/organizations.ts'
import { findMember } from './account.ts'
import { targetNotFound } from './faults.ts'
import { accountArn, organizationalUnitArn, rootArn } from './identifiers.ts'
import type { Organization } from './organization.ts'
import { findParent } from './organizational-unit.ts'

/** Throws TargetNotFoundException unless the root, organizational unit or account is of the organization. */
export async function checkPolicyTarget(context: OperationContext, organization: Organization, targetId: string): Promise<void> {
  const target = /^\d/.test(targetId)
    ? await findMember(context, organization.id, targetId)
    : await findParent(context, organization.id, targetId)
  if (!target) throw targetNotFound()
}

export function describeTargetShape(organization: Organization, target: { id: string; name: string }): PolicyTargetSummary {
  const { id, name } = target
  if (/^\d/.test(id)) return { TargetId: id, Arn: accountArn(organization, id), Name: name, Type: 'ACCOUNT' }
  return id === organization.rootId
    ? { TargetId: id, Arn: rootArn(organization, id), Name: name, Type: 'ROOT' }
    : { TargetId: id, Arn: organizationalUnitArn(organization, id), Name: name, Type: 'ORGANIZATIONAL_UNIT' }
}
