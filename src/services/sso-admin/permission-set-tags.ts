import type { OperationContext } from '../../access/context.ts'
import { Fault } from '../../fault.ts'
import type { ErrorCode, Tag } from '../../wire/models/sso-admin.ts'
import { accessDenied, invalid } from './faults.ts'
import { findInstance } from './instance.ts'
import { ownPermissionSet } from './permission-set.ts'
import { tables } from './tables.ts'

/** AWS's quota for tags of one resource. */
const mostTags = 50

/** The ARN, after checking that it is a permission set of the caller's instance; throws ResourceNotFoundException. */
export async function ownTaggedResource(context: OperationContext, input: { InstanceArn?: string; ResourceArn: string }): Promise<string> {
  const InstanceArn = input.InstanceArn ?? (await findInstance(context, context.caller.accountId))?.instanceArn
  if (InstanceArn === undefined) throw accessDenied()
  return (await ownPermissionSet(context, { InstanceArn, PermissionSetArn: input.ResourceArn })).arn
}

/** Sets tags; run it in a transaction. Throws when a key comes twice or is AWS's own, and when there would be too many. */
export async function putTags(context: OperationContext, permissionSetArn: string, tags: readonly Tag[]): Promise<void> {
  if (tags.length === 0) return
  const keys = new Set(tags.map(({ Key }) => Key))
  if (keys.size < tags.length) throw invalid('A tag key may be given once only.')
  if (tags.some(({ Key }) => /^aws:/i.test(Key))) throw invalid("Tag keys that begin with 'aws:' are reserved.")
  // Changes to one permission set's tags come one after the other, so that together they stay within the quota.
  await tables(context).selectFrom('permission_sets').select('arn').where('arn', '=', permissionSetArn).forUpdate().execute()
  await tables(context)
    .insertInto('permission_set_tags')
    .values(tags.map(({ Key, Value }) => ({ permission_set_arn: permissionSetArn, key: Key, value: Value })))
    .onConflict((existing) => existing.columns(['permission_set_arn', 'key']).doUpdateSet((row) => ({ value: row.ref('excluded.value') })))
    .execute()
  const { count } = await tables(context)
    .selectFrom('permission_set_tags')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('permission_set_arn', '=', permissionSetArn)
    .executeTakeFirstOrThrow()
  if (Number(count) > mostTags) throw new Fault<ErrorCode>('ServiceQuotaExceededException', `A resource has at most ${mostTags} tags.`)
}
