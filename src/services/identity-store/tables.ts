import { type RawBuilder, sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { CreateUserRequest } from '../../wire/models/identitystore.ts'

export interface StoresTable {
  id: string
  owner_account_id: string
  created_at: Date
}

/** Attributes of a user that have no column of their own. */
export type UserAttributes = Omit<CreateUserRequest, 'IdentityStoreId' | 'UserName' | 'DisplayName'>

export interface UsersTable {
  identity_store_id: string
  id: string
  user_name: string
  email: string | null
  display_name: string | null
  status: 'ENABLED' | 'DISABLED'
  attributes: UserAttributes
  external_id: string | null
  created_at: Date
  created_by: string
  updated_at: Date
  updated_by: string
}

export interface GroupsTable {
  identity_store_id: string
  id: string
  display_name: string
  description: string | null
  external_id: string | null
  created_at: Date
  created_by: string
  updated_at: Date
  updated_by: string
}

export interface MembershipsTable {
  identity_store_id: string
  id: string
  group_id: string
  user_id: string
  created_at: Date
  created_by: string
}

// A type, not an interface: withTables asks for an index signature.
export type IdentityStoreTables = {
  stores: StoresTable
  users: UsersTable
  groups: GroupsTable
  memberships: MembershipsTable
}

export const tables = (context: Pick<OperationContext, 'db'>) => context.db.withSchema('identity_store').withTables<IdentityStoreTables>()

/** The column holds this text, without regard to case: as the database folds it, which may be for ASCII letters only. */
export function sameText(column: string, text: string): RawBuilder<boolean> {
  return sql<boolean>`lower(${sql.ref(column)}) = lower(${text}::text)`
}
