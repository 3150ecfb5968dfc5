import { type OperationContext, transaction } from '../../access/context.ts'
import { requestDigest } from '../../access/request-digest.ts'
import { randomHex } from '../../random.ts'
import type { CreateInstanceRequest, CreateInstanceResponse } from '../../wire/models/sso-admin.ts'
import { createIdentityStore } from '../identity-store/index.ts'
import { organizationOf } from '../organizations/index.ts'
import { conflict, invalid } from './faults.ts'
import { dueAfter, isSameRequest, selectInstances } from './instance.ts'
import { type InstancesTable, tables } from './tables.ts'
import { putTags } from './tags.ts'

/** An instance of a member's or a stand-alone account alone, for applications; asynchronous. The same ClientToken gives the same instance. */
export async function createInstance(context: OperationContext, input: CreateInstanceRequest): Promise<CreateInstanceResponse> {
  const { accountId } = context.caller
  const organization = await organizationOf(context, accountId)
  if (organization?.managementAccountId === accountId) {
    throw invalid('An account instance cannot be created in the management account of an organization.')
  }
  return transaction(context, async (context) => {
    const row = {
      instance_arn: `arn:aws:sso:::instance/ssoins-${randomHex(16)}`,
      identity_store_id: `d-${randomHex(10)}`,
      owner_account_id: accountId,
      created_at: context.clock.now(),
      name: input.Name ?? null,
      is_account_instance: true,
      primary_region: context.region,
      client_token: input.ClientToken ?? null,
      request_digest: requestDigest(input),
      active_at: dueAfter(context, 'create-account'),
    }
    const before = await madeBefore(context, row)
    if (before) return before
    const made = await tables(context)
      .insertInto('instances')
      .values(row)
      .onConflict((existing) => existing.doNothing())
      .returning('instance_arn')
      .executeTakeFirst()
    // Another request was faster, and has ended by now.
    if (!made) return (await madeBefore(context, row)) ?? {}
    await createIdentityStore(context, { identityStoreId: row.identity_store_id, ownerAccountId: accountId })
    await putTags(context, row.instance_arn, input.Tags ?? [])
    return { InstanceArn: row.instance_arn }
  })
}

/** What the same token made; throws ConflictException when the account has another instance. */
async function madeBefore(
  context: OperationContext,
  row: Pick<InstancesTable, 'owner_account_id' | 'client_token' | 'request_digest'>,
): Promise<CreateInstanceResponse | undefined> {
  const before = await selectInstances(context).where('owner_account_id', '=', row.owner_account_id).executeTakeFirst()
  if (!before) return undefined
  const isRepeated = before.gone_at === null && before.client_token !== null && before.client_token === row.client_token
  if (isRepeated && isSameRequest(before, row)) return { InstanceArn: before.instance_arn }
  throw conflict(`Account ${row.owner_account_id} has the instance ${before.instance_arn} already.`)
}
