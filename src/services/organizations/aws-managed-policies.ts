import type { ControlPolicyType, PolicyType } from './policy-types.ts'

/** The policies that AWS has put into every organization; nobody can change or delete them. */
export interface AwsManagedPolicy {
  readonly id: string
  readonly type: ControlPolicyType
  readonly name: string
  readonly description: string
  readonly content: string
  /** Whether it can be replaced by others. */
  readonly detachable: boolean
}

export const awsManagedPolicies: Readonly<Record<ControlPolicyType, AwsManagedPolicy>> = {
  SERVICE_CONTROL_POLICY: {
    id: 'p-FullAWSAccess',
    type: 'SERVICE_CONTROL_POLICY',
    name: 'FullAWSAccess',
    description: 'Allows access to every operation',
    content: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    detachable: true,
  },
  RESOURCE_CONTROL_POLICY: {
    id: 'p-RCPFullAWSAccess',
    type: 'RESOURCE_CONTROL_POLICY',
    name: 'RCPFullAWSAccess',
    description: 'Allows access to every resource',
    content: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
    detachable: false,
  },
}

/** The one that every target has from the moment its type is enabled, if the type has one. */
export const defaultPolicyOf = (type: PolicyType): AwsManagedPolicy | undefined =>
  (awsManagedPolicies as Partial<Record<PolicyType, AwsManagedPolicy>>)[type]

export const findAwsManagedPolicy = (id: string): AwsManagedPolicy | undefined =>
  Object.values(awsManagedPolicies).find((policy) => policy.id === id)
