import type { OperationContext } from '../../access/context.ts'
import type { AsynchronousWork } from '../../access/pace.ts'
import { type PageKey, readPage } from '../../access/page.ts'
import type { DescribeInstanceResponse } from '../../wire/models/sso-admin.ts'
import { accessDenied, conflict, invalid, invalidToken } from './faults.ts'
import { type InstancesTable, tables } from './tables.ts'

export interface Instance {
  readonly instanceArn: string
  readonly identityStoreId: string
  readonly ownerAccountId: string
}

/** Makes the organization instance of IAM Identity Center; its permission sets and people are yet to come. */
export async function createOrganizationInstance(context: OperationContext, instance: Instance): Promise<void> {
  const row = {
    instance_arn: instance.instanceArn,
    identity_store_id: instance.identityStoreId,
    owner_account_id: instance.ownerAccountId,
    created_at: context.clock.now(),
    is_account_instance: false,
  }
  await tables(context).insertInto('instances').values(row).execute()
}

/** Instances that are not gone. */
export const selectInstances = (context: OperationContext) =>
  tables(context)
    .selectFrom('instances')
    .selectAll()
    .where((eb) => eb.or([eb('gone_at', 'is', null), eb('gone_at', '>', context.clock.now())]))

/** With 'lock' whoever else changes the instance waits until this transaction is over. */
export async function findInstance(context: OperationContext, ownerAccountId: string, lock?: 'lock'): Promise<Instance | undefined> {
  const query = selectInstances(context).where('owner_account_id', '=', ownerAccountId)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  return row && { instanceArn: row.instance_arn, identityStoreId: row.identity_store_id, ownerAccountId: row.owner_account_id }
}

/** The instance, which the caller's account must own; throws AccessDeniedException otherwise, whether it exists or not. */
export async function ownInstance(context: OperationContext, instanceArn: string, lock?: 'lock'): Promise<Instance> {
  const instance = await findInstance(context, context.caller.accountId, lock)
  if (instance?.instanceArn !== instanceArn) throw accessDenied()
  return instance
}

/** As `ownInstance`, for what is put into it; it is held until this transaction is over. Throws ConflictException while it is being deleted. */
export async function ownInstanceToFill(context: OperationContext, instanceArn: string): Promise<Instance> {
  const row = await ownInstanceRow(context, instanceArn, 'lock')
  if (row.gone_at !== null) throw conflict(`Instance ${instanceArn} is being deleted.`)
  return { instanceArn: row.instance_arn, identityStoreId: row.identity_store_id, ownerAccountId: row.owner_account_id }
}

/** The same with all that is known of it. With 'lock' whoever else changes it waits until this transaction is over. */
export async function ownInstanceRow(context: OperationContext, instanceArn: string, lock?: 'lock'): Promise<InstancesTable> {
  const query = selectInstances(context).where('instance_arn', '=', instanceArn).where('owner_account_id', '=', context.caller.accountId)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw accessDenied()
  return row
}

/** Of an organization: an account's own instance has no permission sets, no assignments in accounts and no other Regions. */
export async function ownOrganizationInstance(context: OperationContext, instanceArn: string, lock?: 'lock'): Promise<InstancesTable> {
  const row = await ownInstanceRow(context, instanceArn, lock)
  if (row.is_account_instance) throw invalid('The operation is not supported for account instances of IAM Identity Center.')
  return row
}

export const primaryRegionOf = ({ settings }: OperationContext, row: InstancesTable): string => row.primary_region ?? settings.homeRegion

/** When work of a kind that is begun now is done. */
export const dueAfter = ({ clock, pace }: OperationContext, work: AsynchronousWork): Date => new Date(clock.now().getTime() + pace[work])

/** Whether two calls with one ClientToken ask for the same. Of what was made before digests were kept it is taken for granted. */
export const isSameRequest = (before: Digested, now: Digested): boolean =>
  before.request_digest === null || before.request_digest === now.request_digest

type Digested = Pick<InstancesTable, 'request_digest'>

/** What both a list and a description say. */
export function describeInstanceShape({ clock }: OperationContext, row: InstancesTable): DescribeInstanceResponse {
  const isCreating = row.active_at !== null && row.active_at > clock.now()
  return {
    InstanceArn: row.instance_arn,
    IdentityStoreId: row.identity_store_id,
    OwnerAccountId: row.owner_account_id,
    ...(row.name !== null && { Name: row.name }),
    CreatedDate: row.created_at,
    Status: row.gone_at !== null ? 'DELETE_IN_PROGRESS' : isCreating ? 'CREATE_IN_PROGRESS' : 'ACTIVE',
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
