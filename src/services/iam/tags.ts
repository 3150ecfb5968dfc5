import type { OperationContext } from '../../access/context.ts'
import { invalidInput, limitExceeded, validation } from './faults.ts'
import { tables } from './tables.ts'

export interface Tag {
  readonly Key: string
  readonly Value: string
}

const mostTags = 50

/** Throws InvalidInput for keys that are given twice or are AWS's own. */
export function checkTags(tags: readonly Tag[] = []): readonly Tag[] {
  const keys = tags.map(({ Key }) => Key.toLowerCase())
  if (new Set(keys).size < keys.length) throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  if (keys.some((key) => key.startsWith('aws:'))) throw invalidInput("Tag keys that begin with 'aws:' are reserved for AWS.")
  return tags
}

export async function putTags(context: OperationContext, resourceArn: string, tags: readonly Tag[]): Promise<void> {
  if (tags.length === 0) return
  await tables(context)
    .insertInto('tags')
    .values(tags.map(({ Key, Value }) => ({ resource_arn: resourceArn, key: Key, value: Value })))
    .onConflict((existing) => existing.columns(['resource_arn', 'key']).doUpdateSet(({ ref }) => ({ value: ref('excluded.value') })))
    .execute()
  const all = await readTags(context, resourceArn)
  if (all.length > mostTags) throw limitExceeded(`The number of tags has reached the maximum limit: ${mostTags}.`)
}

export async function removeTags(context: OperationContext, resourceArn: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) throw validation('TagKeys must name at least one key.')
  await tables(context).deleteFrom('tags').where('resource_arn', '=', resourceArn).where('key', 'in', keys).execute()
}

/** At most fifty, by key. */
export async function readTags(context: OperationContext, resourceArn: string): Promise<Tag[]> {
  const rows = await tables(context).selectFrom('tags').selectAll().where('resource_arn', '=', resourceArn).orderBy('key').execute()
  return rows.map(({ key, value }) => ({ Key: key, Value: value }))
}

/** Tags of several resources, by ARN; what has none is left out. */
export async function readTagsOf(context: OperationContext, arns: readonly string[]): Promise<Map<string, Record<string, string>>> {
  const tags = new Map<string, Record<string, string>>()
  const named = arns.filter((arn) => arn !== '*')
  if (named.length === 0) return tags
  const rows = await tables(context).selectFrom('tags').selectAll().where('resource_arn', 'in', named).orderBy('key').execute()
  for (const { resource_arn, key, value } of rows) tags.set(resource_arn, { ...tags.get(resource_arn), [key]: value })
  return tags
}

export async function forgetTags(context: OperationContext, resourceArn: string): Promise<void> {
  await tables(context).deleteFrom('tags').where('resource_arn', '=', resourceArn).execute()
}
