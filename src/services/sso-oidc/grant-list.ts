import type { OperationContext } from '../../access/context.ts'
import { tables } from './tables.ts'

/** A sign-in of a command line as its person sees it. */
export interface GrantSummary {
  readonly id: string
  readonly clientName: string
  /** Where the client registered. */
  readonly address: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** More than anybody looks through; the oldest are left out. */
const mostGrants = 100

/** The command lines that act for a person, newest first. */
export async function listGrants(context: OperationContext, userId: string): Promise<GrantSummary[]> {
  const rows = await tables(context)
    .selectFrom('grants')
    .innerJoin('clients', 'clients.id', 'grants.client_id')
    .select(['grants.id', 'clients.name', 'clients.address', 'grants.created_at', 'grants.expires_at'])
    .where('grants.user_id', '=', userId)
    .where('grants.expires_at', '>', context.clock.now())
    .orderBy('grants.created_at', 'desc')
    .orderBy('grants.id', 'desc')
    .limit(mostGrants)
    .execute()
  return rows.map(({ id, name, address, created_at, expires_at }) => ({
    id,
    clientName: name,
    address,
    createdAt: created_at,
    expiresAt: expires_at,
  }))
}

/** Ends one of a person's; false when there is none of this id. */
export async function endGrantById(context: OperationContext, userId: string, id: string): Promise<boolean> {
  const ended = await tables(context).deleteFrom('grants').where('user_id', '=', userId).where('id', '=', id).returning('id').execute()
  return ended.length > 0
}
