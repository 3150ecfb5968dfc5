// What can be done with long-term access keys once they are made (credentials.ts).
import type { Database } from '../database/database.ts'
import { accessTables } from './credentials.ts'

export interface AccessKeyFacts {
  readonly accessKeyId: string
  readonly status: 'Active' | 'Inactive'
  readonly createdAt: Date
}

interface Context {
  readonly db: Database
}

/** A user's keys, at most two, the oldest first. */
export async function listAccessKeys({ db }: Context, userArn: string): Promise<AccessKeyFacts[]> {
  const rows = await accessTables(db)
    .selectFrom('access_keys')
    .select(['access_key_id', 'status', 'created_at'])
    .where('user_arn', '=', userArn)
    .orderBy('created_at')
    .orderBy('access_key_id')
    .execute()
  return rows.map((row) => ({ accessKeyId: row.access_key_id, status: row.status, createdAt: row.created_at }))
}

export async function findAccessKey({ db }: Context, accessKeyId: string): Promise<{ userArn: string } | undefined> {
  const row = await accessTables(db)
    .selectFrom('access_keys')
    .select('user_arn')
    .where('access_key_id', '=', accessKeyId)
    .executeTakeFirst()
  return row && { userArn: row.user_arn }
}

/** False when the user has no such key. Nodes keep keys in mind, this one too: an inactive one is taken for some seconds more. */
export async function setAccessKeyStatus(
  { db }: Context,
  userArn: string,
  accessKeyId: string,
  status: AccessKeyFacts['status'],
): Promise<boolean> {
  const { numUpdatedRows } = await accessTables(db)
    .updateTable('access_keys')
    .set({ status })
    .where('user_arn', '=', userArn)
    .where('access_key_id', '=', accessKeyId)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** False when the user has no such key. */
export async function deleteAccessKey({ db }: Context, userArn: string, accessKeyId: string): Promise<boolean> {
  const { numDeletedRows } = await accessTables(db)
    .deleteFrom('access_keys')
    .where('user_arn', '=', userArn)
    .where('access_key_id', '=', accessKeyId)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** A user who is renamed keeps their keys. */
export async function moveAccessKeys({ db }: Context, fromArn: string, toArn: string): Promise<void> {
  await accessTables(db).updateTable('access_keys').set({ user_arn: toArn }).where('user_arn', '=', fromArn).execute()
}
