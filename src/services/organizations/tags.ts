import type { OperationContext } from '../../access/context.ts'
import type { Tag } from '../../wire/models/organizations.ts'
import { findAwsManagedPolicy } from './aws-managed-policies.ts'
import { isPresent } from './closure.ts'
import { constraintViolation, immutablePolicy, invalidInput, targetNotFound } from './faults.ts'
import { tables } from './tables.ts'

/** "Tags that you can attach to a resource" (quotas of AWS Organizations). */
const maxTags = 50

/** The tags of a request as they may be attached. Throws InvalidInputException and ConstraintViolationException with their reasons. */
export function checkTags(tags: readonly Tag[] = []): readonly Tag[] {
  if (new Set(tags.map((tag) => tag.Key)).size < tags.length) {
    throw invalidInput('DUPLICATE_TAG_KEY', 'Tag keys must be unique among the tags attached to the same entity.')
  }
  checkTagKeys(tags.map((tag) => tag.Key))
  if (tags.length > maxTags) throw tooManyTags()
  return tags
}

/** Keys with the prefix `aws:` are AWS's own. */
export function checkTagKeys(keys: readonly string[]): void {
  const key = keys.find((key) => key.toLowerCase().startsWith('aws:'))
  if (key !== undefined) {
    throw invalidInput(
      'INVALID_SYSTEM_TAGS_PARAMETER',
      `You specified a tag key that is a system tag. You can't add, edit, or delete system tag keys because they're reserved for AWS use: ${key}`,
    )
  }
}

/** Attaches tags, in a transaction that holds the resource's row or has just made it. Throws ConstraintViolationException. */
export async function putTags(context: OperationContext, resourceId: string, tags: readonly Tag[]): Promise<void> {
  if (tags.length === 0) return
  await tables(context)
    .insertInto('tags')
    .values(tags.map((tag) => ({ resource_id: resourceId, key: tag.Key, value: tag.Value })))
    .onConflict((conflict) => conflict.columns(['resource_id', 'key']).doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })))
    .execute()
  const { count } = await tables(context)
    .selectFrom('tags')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('resource_id', '=', resourceId)
    .executeTakeFirstOrThrow()
  if (Number(count) > maxTags) throw tooManyTags()
}

/** All tags of several resources, each with the id of its resource. */
export async function tagsOf(
  context: OperationContext,
  resourceIds: readonly string[],
): Promise<{ id: string; key: string; value: string }[]> {
  if (resourceIds.length === 0) return []
  const rows = await tables(context).selectFrom('tags').selectAll().where('resource_id', 'in', resourceIds).execute()
  return rows.map(({ resource_id: id, key, value }) => ({ id, key, value }))
}

/** Throws TargetNotFoundException unless the id is that of an account, organizational unit, root or policy of the organization. */
export async function checkTarget(context: OperationContext, organizationId: string, resourceId: string): Promise<void> {
  if (findAwsManagedPolicy(resourceId)) return
  if (!(await selectTarget(context, organizationId, resourceId).executeTakeFirst())) throw targetNotFound()
}

/** As checkTarget, and others that change the target's tags wait until this transaction ends. */
export async function lockTarget(context: OperationContext, organizationId: string, resourceId: string): Promise<void> {
  if (findAwsManagedPolicy(resourceId)) throw immutablePolicy()
  if (!(await selectTarget(context, organizationId, resourceId).forNoKeyUpdate().executeTakeFirst())) throw targetNotFound()
}

function selectTarget(context: OperationContext, organizationId: string, id: string) {
  if (/^\d/.test(id)) return selectMember(context, organizationId, id)
  return tables(context).selectFrom(tableOf(id)).select('id').where('id', '=', id).where('organization_id', '=', organizationId)
}

/** An account that is being created is not there yet, and one that is closed for good no more. */
function selectMember(context: OperationContext, organizationId: string, id: string) {
  const now = context.clock.now()
  return tables(context)
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', id)
    .where('organization_id', '=', organizationId)
    .where('joined_at', '<=', now)
    .where(isPresent(now))
}

function tableOf(resourceId: string): 'parents' | 'policies' | 'resource_policies' | 'responsibility_transfers' {
  if (resourceId.startsWith('rt-')) return 'responsibility_transfers'
  if (resourceId.startsWith('p-')) return 'policies'
  return resourceId.startsWith('rp-') ? 'resource_policies' : 'parents'
}

const tooManyTags = () =>
  constraintViolation('MAX_TAG_LIMIT_EXCEEDED', `You have exceeded the allowed number of tags: a resource can have ${maxTags}.`)
