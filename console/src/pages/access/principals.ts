import { ApiError } from '../../lib/api.ts'
import { identityStore } from '../../lib/aws.ts'

export type PrincipalType = 'USER' | 'GROUP'

/** Of a user by the whole user name or e-mail address, of a group by its whole name; as the identity store finds them. */
export async function findPrincipal(IdentityStoreId: string, type: PrincipalType, name: string): Promise<string> {
  const wanted = name.trim()
  const by = (AttributePath: string) => ({
    IdentityStoreId,
    AlternateIdentifier: { UniqueAttribute: { AttributePath, AttributeValue: wanted } },
  })
  try {
    if (type === 'GROUP') return (await identityStore.call('GetGroupId', by('displayName'))).GroupId
    return (await identityStore.call('GetUserId', by('userName'))).UserId
  } catch (error) {
    const isMissing = error instanceof ApiError && error.code.startsWith('ResourceNotFound')
    if (!isMissing) throw error
    // A user name may look like an address.
    if (type === 'USER' && wanted.includes('@')) return (await identityStore.call('GetUserId', by('emails.value'))).UserId
    throw new Error(type === 'USER' ? `Nobody has the user name or e-mail address '${wanted}'.` : `There is no group '${wanted}'.`)
  }
}

/** What a user or group is called; its id when it is gone. */
export async function nameOfPrincipal(IdentityStoreId: string, type: PrincipalType, id: string): Promise<string> {
  try {
    if (type === 'GROUP') return (await identityStore.call('DescribeGroup', { IdentityStoreId, GroupId: id })).DisplayName ?? id
    return (await identityStore.call('DescribeUser', { IdentityStoreId, UserId: id })).UserName ?? id
  } catch (error) {
    if (error instanceof ApiError && error.code.startsWith('ResourceNotFound')) return id
    throw error
  }
}

export const principalHref = (type: PrincipalType, id: string): string => `/console/access/${type === 'USER' ? 'users' : 'groups'}/${id}`
