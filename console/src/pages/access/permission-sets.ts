import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ssoAdmin } from '../../lib/aws.ts'
import { readAll } from '../organization/read-all.ts'

/** The instance of IAM Identity Center that the role's account owns; undefined where it owns none. */
export function useInstance() {
  return useQuery({
    queryKey: ['sso-instance'],
    queryFn: async () => (await ssoAdmin.call('ListInstances', {})).Instances?.[0]?.InstanceArn ?? null,
    staleTime: 300_000,
  })
}

export interface PermissionSetName {
  readonly arn: string
  readonly name: string
  readonly description: string
}

/** What names a permission set in every call. */
export interface PermissionSetKey {
  readonly InstanceArn: string
  readonly PermissionSetArn: string
}

/** `arn:aws:sso:::permissionSet/ssoins-…/ps-…`: of the instance only the last part is in the address. */
export const permissionSetArn = (instanceArn: string, id: string): string =>
  `arn:aws:sso:::permissionSet/${instanceArn.split('/').at(-1)}/${id}`

export const permissionSetHref = (arn: string): string => `/console/access/permission-sets/${arn.split('/').at(-1)}`

/** Reads anew what pages show of permission sets. */
export function useChanged(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['permission-set'] })
}

/** Names of permission sets, in their order. */
export async function namesOf(InstanceArn: string, arns: readonly string[]): Promise<PermissionSetName[]> {
  const names = arns.map(async (PermissionSetArn) => {
    const { PermissionSet } = await ssoAdmin.call('DescribePermissionSet', { InstanceArn, PermissionSetArn })
    return { arn: PermissionSetArn, name: PermissionSet?.Name ?? PermissionSetArn, description: PermissionSet?.Description ?? '' }
  })
  return (await Promise.all(names)).sort((one, other) => one.name.localeCompare(other.name))
}

/** All permission sets of the instance. */
export function usePermissionSets(instanceArn: string | undefined) {
  return useQuery({
    queryKey: ['permission-sets', instanceArn],
    queryFn: async () => {
      const InstanceArn = instanceArn ?? ''
      const arns = await readAll(
        (token) => ssoAdmin.call('ListPermissionSets', { InstanceArn, ...token }),
        ({ PermissionSets }) => PermissionSets,
      )
      return namesOf(InstanceArn, arns)
    },
    enabled: instanceArn !== undefined,
  })
}
