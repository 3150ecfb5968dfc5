import { type OperationContext, transaction } from '../../access/context.ts'
import { randomHex } from '../../random.ts'
import type { CreateInstanceRequest, CreateInstanceResponse } from '../../wire/models/sso-admin.ts'
import { createIdentityStore } from '../identity-store/index.ts'
import { organizationOf } from '../organizations/index.ts'
import { conflict, invalid } from './faults.ts'
import { dueAfter, selectInstances } from './instance.ts'
import { tables } from './tables.ts'
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
      active_at: dueAfter(context, 'create-account'),
    }
    const before = await selectInstances(context).where('owner_account_id', '=', accountId).executeTakeFirst()
    const isSame = before?.gone_at === null && before.client_token !== null && before.client_token === row.client_token
    if (before && isSame && before.name === row.name) return { InstanceArn: before.instance_arn }
    if (before) throw conflict(`Account ${accountId} has the instance ${before.instance_arn} already.`)
    const made = await tables(context)
      .insertInto('instances')
      .values(row)
      .onConflict((existing) => existing.doNothing())
      .returning('instance_arn')
      .executeTakeFirst()
    if (!made) throw conflict(`An instance of account ${accountId} is being created.`)
    await createIdentityStore(context, { identityStoreId: row.identity_store_id, ownerAccountId: accountId })
    await putTags(context, row.instance_arn, input.Tags ?? [])
    return { InstanceArn: row.instance_arn }
  })
}
