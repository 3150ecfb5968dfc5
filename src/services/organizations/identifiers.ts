import { randomString } from '../../random.ts'

// Ids and ARNs in AWS's formats (Organizations API reference, "ARN formats supported by Organizations").

export const newOrganizationId = (): string => `o-${randomString(10)}`
export const newRootId = (): string => `r-${randomString(4)}`
export const newOrganizationalUnitId = (rootId: string): string => `ou-${rootId.slice('r-'.length)}-${randomString(8)}`
export const newCreateAccountRequestId = (): string => `car-${randomString(32)}`
export const newHandshakeId = (): string => `h-${randomString(32)}`
export const newResponsibilityTransferId = (): string => `rt-${randomString(8)}`
export const newPolicyId = (): string => `p-${randomString(10)}`
export const newResourcePolicyId = (): string => `rp-${randomString(8)}`

interface OrganizationKey {
  readonly id: string
  readonly managementAccountId: string
}

export const organizationArn = (organization: OrganizationKey): string => arn(organization, 'organization')
export const rootArn = (organization: OrganizationKey, id: string): string => arn(organization, 'root', id)
export const organizationalUnitArn = (organization: OrganizationKey, id: string): string => arn(organization, 'ou', id)
export const accountArn = (organization: OrganizationKey, id: string): string => arn(organization, 'account', id)
export const handshakeArn = (organization: OrganizationKey, action: string, id: string): string =>
  arn(organization, 'handshake', `${action.toLowerCase()}/${id}`)
export const resourcePolicyArn = (organization: OrganizationKey, id: string): string => arn(organization, 'resourcepolicy', id)

/** `…:transfer/o-…/billing/inbound/rt-…` for the organization that manages, `outbound` for the one that is managed for. */
export const transferArn = (organization: OrganizationKey, transfer: { id: string; type: string; direction: string }): string =>
  arn(organization, 'transfer', `${transfer.type.toLowerCase()}/${transfer.direction}/${transfer.id}`)

/** `…:policy/o-…/service_control_policy/p-…`; a policy of AWS belongs to no organization. */
export function policyArn(organization: OrganizationKey, policy: { id: string; type: string; awsManaged: boolean }): string {
  const resource = `${policy.type.toLowerCase()}/${policy.id}`
  return policy.awsManaged ? `arn:aws:organizations::aws:policy/${resource}` : arn(organization, 'policy', resource)
}

function arn({ id, managementAccountId }: OrganizationKey, type: string, resource?: string): string {
  return [`arn:aws:organizations::${managementAccountId}:${type}`, id, ...(resource ? [resource] : [])].join('/')
}
