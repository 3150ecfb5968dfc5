import type { OperationContext } from '../access/context.ts'
import type { Principal } from '../access/credentials.ts'

/** What the portal needs of people and their access; the server hands it in. */
export interface PortalDirectory {
  findUserByName(context: OperationContext, userName: string): Promise<Person | undefined>
  findUser(context: OperationContext, userId: string): Promise<Person | undefined>
  /** A page of accounts the person may enter, ordered by name; `after` is the name and id of the last one before. */
  listAccounts(context: OperationContext, query: AccountQuery): Promise<PortalAccount[]>
  /** A page of the applications that a person sees, ordered by name; `after` is the name and ARN of the last one before. */
  listApplications(context: OperationContext, query: ApplicationQuery): Promise<PortalApplication[]>
  /** The role in which a person may launch accounts, and the product to launch; undefined when nobody gave them one. */
  findLaunchRole(context: OperationContext, person: Person): Promise<LaunchRole | undefined>
  /** The role session of a person in an account, when an assignment is in force. */
  findRoleSession(context: OperationContext, person: Person, role: RoleChoice): Promise<RoleSession | undefined>
}

export interface Person {
  readonly userId: string
  readonly userName: string
  readonly displayName: string
  readonly email: string | undefined
  readonly enabled: boolean
}

export interface AccountQuery {
  readonly userId: string
  /** In name, id, e-mail address, organizational unit and tags. */
  readonly search?: string
  /** No others than these. */
  readonly only?: readonly string[]
  readonly after?: readonly [string, string]
  readonly limit: number
}

export interface PortalAccount {
  readonly accountId: string
  readonly name: string
  readonly email: string
  /** Path of names, as in `Sandbox/Team A`; empty right below the root, and for an account outside an organization. */
  readonly organizationalUnit: string
  readonly tags: ReadonlyArray<{ readonly key: string; readonly value: string }>
  readonly roles: ReadonlyArray<{ readonly name: string; readonly description: string }>
}

export interface ApplicationQuery {
  readonly userId: string
  readonly after?: readonly [string, string] | undefined
  readonly limit: number
}

export interface PortalApplication {
  readonly applicationArn: string
  readonly name: string
  readonly description: string
  /** Where it is opened; undefined when nobody said. */
  readonly url: string | undefined
}

export interface RoleChoice {
  readonly accountId: string
  /** Name of the permission set. */
  readonly roleName: string
}

export interface LaunchRole extends RoleChoice {
  readonly productId: string
}

export interface RoleSession {
  readonly principal: Omit<Principal, 'accessKeyId'>
  readonly sessionSeconds: number
}
