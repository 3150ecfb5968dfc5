import type { OperationContext } from '../../access/context.ts'
import { type PageKey, readPage } from '../../access/page.ts'
import type { InstanceMetadata } from '../../wire/models/sso-admin.ts'
import { accessDenied, invalidToken } from './faults.ts'
import { type InstancesTable, tables } from './tables.ts'

export interface Instance {
  readonly instanceArn: string
  readonly identityStoreId: string
  readonly ownerAccountId: string
}

/** Makes the organization instance of IAM Identity Center; its permission sets and people are yet to come. */
export async function createInstance(context: OperationContext, instance: Instance): Promise<void> {
  const row = {
    instance_arn: instance.instanceArn,
    identity_store_id: instance.identityStoreId,
    owner_account_id: instance.ownerAccountId,
    created_at: context.clock.now(),
    is_account_instance: false,
  }
  await tables(context).insertInto('instances').values(row).execute()
}

/** With 'lock' whoever else changes the instance waits until this transaction is over. */
export async function findInstance(context: OperationContext, ownerAccountId: string, lock?: 'lock'): Promise<Instance | undefined> {
  const query = tables(context).selectFrom('instances').selectAll().where('owner_account_id', '=', ownerAccountId)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  return row && { instanceArn: row.instance_arn, identityStoreId: row.identity_store_id, ownerAccountId: row.owner_account_id }
}

/** The instance, which the caller's account must own; throws AccessDeniedException otherwise, whether it exists or not. */
export async function ownInstance(context: OperationContext, instanceArn: string, lock?: 'lock'): Promise<Instance> {
  const instance = await findInstance(context, context.caller.accountId, lock)
  if (instance?.instanceArn !== instanceArn) throw accessDenied()
  return instance
}

export function describeInstanceShape(row: InstancesTable): InstanceMetadata {
  return {
    InstanceArn: row.instance_arn,
    IdentityStoreId: row.identity_store_id,
    OwnerAccountId: row.owner_account_id,
    CreatedDate: row.created_at,
    Status: 'ACTIVE',
  }
}

/** A page of at most `MaxResults` (100 unless said) rows. */
export function readInstancePage<Row>(
  query: readonly unknown[],
  input: { NextToken?: string; MaxResults?: number },
  read: (after: PageKey | undefined, limit: number) => Promise<Row[]>,
  keyOf: (row: NoInfer<Row>) => PageKey,
): Promise<{ rows: Row[]; nextToken: string | undefined }> {
  return readPage({ query, token: input.NextToken, size: input.MaxResults ?? 100, invalidToken, keyOf, read })
}
