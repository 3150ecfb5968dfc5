import type { OperationContext } from '../access/context.ts'

/** People and groups as SCIM sees them; the server hands in the identity store. Refusals are Faults of the identity store's codes. */
export interface ScimDirectory {
  listUsers(context: OperationContext, query: ListQuery): Promise<{ total: number; users: ScimUser[] }>
  findUser(context: OperationContext, id: string): Promise<ScimUser | undefined>
  createUser(context: OperationContext, user: UserContent): Promise<ScimUser>
  /** Nobody else changes the user between what `change` is given and what it gives. */
  changeUser(context: OperationContext, id: string, change: (user: ScimUser) => UserContent): Promise<ScimUser>
  deleteUser(context: OperationContext, id: string): Promise<void>
  listGroups(context: OperationContext, query: ListQuery): Promise<{ total: number; groups: ScimGroup[] }>
  findGroup(context: OperationContext, id: string): Promise<ScimGroup | undefined>
  /** Ids of members, at most `limit`. */
  memberIds(context: OperationContext, groupId: string, limit: number): Promise<string[]>
  createGroup(context: OperationContext, group: GroupContent, members: readonly string[]): Promise<ScimGroup>
  changeGroup(context: OperationContext, id: string, change: GroupChange): Promise<ScimGroup>
  deleteGroup(context: OperationContext, id: string): Promise<void>
}

export interface UserContent {
  readonly externalId: string | undefined
  /** False: disabled at once, sessions ended. */
  readonly active: boolean
  /** By SCIM's names: userName, displayName, name, emails, ... */
  readonly attributes: Readonly<Record<string, unknown>>
  readonly enterprise: Readonly<Record<string, unknown>> | undefined
}

interface Resource {
  readonly id: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

export type ScimUser = UserContent & Resource

export interface GroupContent {
  readonly displayName: string
  readonly externalId: string | undefined
}

export type ScimGroup = GroupContent & Resource

/** What is not given stays. `members`, when given, are all there are; `add` and `remove` come after that. */
export interface GroupChange {
  readonly displayName?: string
  readonly externalId?: string | null
  readonly members?: readonly string[]
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

export interface ListQuery {
  readonly filter: Condition | undefined
  readonly offset: number
  readonly limit: number
}

export const userAttributes = [
  'id',
  'externalId',
  'userName',
  'displayName',
  'emails.value',
  'name.givenName',
  'name.familyName',
  'active',
  'meta.created',
  'meta.lastModified',
] as const
export const groupAttributes = ['id', 'externalId', 'displayName', 'members.value', 'meta.created', 'meta.lastModified'] as const

export type Operator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'pr' | 'gt' | 'ge' | 'lt' | 'le'

/** A filter, its attributes spelled as above. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Comparison

export interface Comparison {
  readonly attribute: string
  readonly operator: Operator
  /** Undefined for `pr`. */
  readonly value: string | boolean | number | null | undefined
}
