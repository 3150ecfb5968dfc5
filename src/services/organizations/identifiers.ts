import { randomString } from '../../random.ts'

// Ids and ARNs in AWS's formats (Organizations API reference, "ARN formats supported by Organizations").

export const newOrganizationId = (): string => `o-${randomString(10)}`
export const newRootId = (): string => `r-${randomString(4)}`
export const newOrganizationalUnitId = (rootId: string): string => `ou-${rootId.slice('r-'.length)}-${randomString(8)}`
export const newCreateAccountRequestId = (): string => `car-${randomString(32)}`

interface OrganizationKey {
  readonly id: string
  readonly managementAccountId: string
}

export const organizationArn = (organization: OrganizationKey): string => arn(organization, 'organization')
export const rootArn = (organization: OrganizationKey, id: string): string => arn(organization, 'root', id)
export const organizationalUnitArn = (organization: OrganizationKey, id: string): string => arn(organization, 'ou', id)
export const accountArn = (organization: OrganizationKey, id: string): string => arn(organization, 'account', id)

function arn({ id, managementAccountId }: OrganizationKey, type: string, resource?: string): string {
  return [`arn:aws:organizations::${managementAccountId}:${type}`, id, ...(resource ? [resource] : [])].join('/')
}
