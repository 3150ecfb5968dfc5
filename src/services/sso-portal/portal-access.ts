import type { OperationContext } from '../../access/context.ts'
import type { Principal } from '../../access/credentials.ts'

/** People and what they may enter, as the access portal itself sees it; the server hands it in. */
export interface PortalAccess {
  findUser(context: OperationContext, userId: string): Promise<Person | undefined>
  /** A page of accounts the person may enter, ordered by name; `after` is the name and id of the last one before. */
  listAccounts(
    context: OperationContext,
    query: { userId: string; after?: readonly [string, string]; limit: number },
  ): Promise<PortalAccount[]>
  /** Names of the roles that the person may enter the account as, in their order; empty when there is none. */
  listRoles(context: OperationContext, query: { userId: string; accountId: string; after?: string; limit: number }): Promise<string[]>
  /** The role session of a person in an account, when an assignment is in force. */
  findRoleSession(
    context: OperationContext,
    person: Person,
    role: { accountId: string; roleName: string },
  ): Promise<{ principal: Omit<Principal, 'accessKeyId'>; sessionSeconds: number } | undefined>
}

export interface PortalAccount {
  readonly accountId: string
  readonly name: string
  readonly email: string
}

export interface Person {
  readonly userId: string
  readonly userName: string
  readonly displayName: string
  readonly email: string | undefined
  readonly enabled: boolean
}
