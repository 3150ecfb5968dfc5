import type { OperationContext } from '../../access/context.ts'
import { Fault } from '../../fault.ts'
import type { ErrorCode, Tag } from '../../wire/models/sso-admin.ts'
import { ownApplication } from './application.ts'
import { accessDenied, conflict, invalid } from './faults.ts'
import { findInstance, ownInstance, selectInstances } from './instance.ts'
import { ownPermissionSet } from './permission-set.ts'
import { tables } from './tables.ts'
import { ownIssuer } from './trusted-token-issuers.ts'

/** AWS's quota for tags of one resource. */
const mostTags = 50

/** The ARN, after checking that it is something of the caller's instance; throws ResourceNotFoundException. */
export async function ownTaggedResource(context: OperationContext, input: { InstanceArn?: string; ResourceArn: string }): Promise<string> {
  const InstanceArn = input.InstanceArn ?? (await findInstance(context, context.caller.accountId))?.instanceArn
  if (InstanceArn === undefined) throw accessDenied()
  const { instanceArn } = await ownInstance(context, InstanceArn)
  const kind = /^arn:aws:sso::(?:\d{12})?:(\w+)\//.exec(input.ResourceArn)?.[1]
  if (kind === 'instance') return (await ownInstance(context, input.ResourceArn)).instanceArn
  if (kind === 'application') return (await ownApplication(context, input.ResourceArn)).row.arn
  if (kind === 'trustedTokenIssuer') return (await ownIssuer(context, input.ResourceArn)).arn
  return (await ownPermissionSet(context, { InstanceArn: instanceArn, PermissionSetArn: input.ResourceArn })).arn
}

/** Sets tags; run it in a transaction. Throws when a key comes twice or is AWS's own, and when there would be too many. */
export async function putTags(context: OperationContext, resourceArn: string, tags: readonly Tag[]): Promise<void> {
  if (tags.length === 0) return
  const keys = new Set(tags.map(({ Key }) => Key))
  if (keys.size < tags.length) throw invalid('A tag key may be given once only.')
  if (tags.some(({ Key }) => /^aws:/i.test(Key))) throw invalid("Tag keys that begin with 'aws:' are reserved.")
  // Changes to one instance's tags come one after the other, so that together they stay within the quota.
  const instance = await selectInstances(context).where('owner_account_id', '=', context.caller.accountId).forUpdate().executeTakeFirst()
  if (instance?.gone_at) throw conflict(`Instance ${instance.instance_arn} is being deleted.`)
  await tables(context)
    .insertInto('resource_tags')
    .values(tags.map(({ Key, Value }) => ({ resource_arn: resourceArn, key: Key, value: Value })))
    .onConflict((existing) => existing.columns(['resource_arn', 'key']).doUpdateSet((row) => ({ value: row.ref('excluded.value') })))
    .execute()
  const { count } = await tables(context)
    .selectFrom('resource_tags')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('resource_arn', '=', resourceArn)
    .executeTakeFirstOrThrow()
  if (Number(count) > mostTags) throw new Fault<ErrorCode>('ServiceQuotaExceededException', `A resource has at most ${mostTags} tags.`)
}

/** With the resource itself. */
export async function deleteTags(context: OperationContext, resourceArn: string): Promise<void> {
  await tables(context).deleteFrom('resource_tags').where('resource_arn', '=', resourceArn).execute()
}
