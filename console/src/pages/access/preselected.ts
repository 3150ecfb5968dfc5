import { api } from '../../lib/api.ts'
import { ssoAdmin } from '../../lib/aws.ts'
import type { Account } from '../../lib/types.ts'
import { type Choices, principalOf } from './assignment-plan.ts'
import { permissionSetArn } from './permission-sets.ts'
import { nameOfPrincipal } from './principals.ts'

/** What the address of the page names: an account's id, `USER/<id>` or `GROUP/<id>`, and the last part of a permission set's ARN. */
export interface Named {
  readonly account?: string | undefined
  readonly principal?: string | undefined
  readonly set?: string | undefined
}

export async function readPreselected(InstanceArn: string, store: string, { account, principal, set }: Named): Promise<Choices> {
  const ofAccount = async (id: string) => ({ value: id, label: (await api.get<Account>(`/accounts/${id}`)).name })
  const ofPrincipal = async (value: string) => {
    const { type, id } = principalOf({ value, label: value })
    return { value, label: await nameOfPrincipal(store, type, id) }
  }
  const ofSet = async (id: string) => {
    const value = permissionSetArn(InstanceArn, id)
    const { PermissionSet } = await ssoAdmin.call('DescribePermissionSet', { InstanceArn, PermissionSetArn: value })
    return { value, label: PermissionSet?.Name ?? id }
  }
  const [accounts, principals, sets] = await Promise.all([
    Promise.all(account === undefined ? [] : [ofAccount(account)]),
    Promise.all(principal === undefined ? [] : [ofPrincipal(principal)]),
    Promise.all(set === undefined ? [] : [ofSet(set)]),
  ])
  return { accounts, principals, sets }
}

/** The address of the page with something chosen. */
export const assignHref = (named: Readonly<Record<string, string>>): string => `/console/access/assign?${new URLSearchParams(named)}`
