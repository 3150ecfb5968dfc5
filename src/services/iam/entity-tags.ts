import { type OperationContext, transaction } from '../../access/context.ts'
import { getOwn } from './customer-policies.ts'
import { type EntityKind, getEntity, getModifiable } from './entity.ts'
import { givenProfile } from './instance-profiles.ts'
import { iamPage } from './page.ts'
import { forgetPolicies } from './policies-of.ts'
import { getProvider, type ProviderKind } from './providers.ts'
import { checkTags, putTags, readTags, removeTags, type Tag } from './tags.ts'

// Tags of users, roles, customers' policies, instance profiles and identity providers.

interface PageInput {
  readonly Marker?: string
  readonly MaxItems?: number
}

export async function tagEntity(context: OperationContext, kind: EntityKind, name: string, tags: readonly Tag[]) {
  const { arn } = await getModifiable(context, kind, name)
  await tag(context, arn, tags)
  forgetPolicies(context, arn)
  return {}
}

export async function untagEntity(context: OperationContext, kind: EntityKind, name: string, keys: readonly string[]) {
  const { arn } = await getModifiable(context, kind, name)
  await untag(context, arn, keys)
  forgetPolicies(context, arn)
  return {}
}

export async function listEntityTags(context: OperationContext, kind: EntityKind, name: string, input: PageInput) {
  return listTags(context, (await getEntity(context, kind, name)).arn, input)
}

export async function tagPolicy(context: OperationContext, { PolicyArn, Tags }: { PolicyArn: string; Tags: readonly Tag[] }) {
  return tag(context, (await getOwn(context, PolicyArn)).arn, Tags)
}

export async function untagPolicy(context: OperationContext, { PolicyArn, TagKeys }: { PolicyArn: string; TagKeys: readonly string[] }) {
  return untag(context, (await getOwn(context, PolicyArn)).arn, TagKeys)
}

export async function listPolicyTags(context: OperationContext, input: PageInput & { PolicyArn: string }) {
  return listTags(context, (await getOwn(context, input.PolicyArn)).arn, input)
}

export async function tagProvider(context: OperationContext, kind: ProviderKind, arn: string, tags: readonly Tag[]) {
  return tag(context, (await getProvider(context, kind, arn)).arn, tags)
}

export async function untagProvider(context: OperationContext, kind: ProviderKind, arn: string, keys: readonly string[]) {
  return untag(context, (await getProvider(context, kind, arn)).arn, keys)
}

export async function listProviderTags(context: OperationContext, kind: ProviderKind, arn: string, input: PageInput) {
  return listTags(context, (await getProvider(context, kind, arn)).arn, input)
}

export async function tagInstanceProfile(context: OperationContext, input: { InstanceProfileName: string; Tags: readonly Tag[] }) {
  return tag(context, (await givenProfile(context, input)).arn, input.Tags)
}

export async function untagInstanceProfile(context: OperationContext, input: { InstanceProfileName: string; TagKeys: readonly string[] }) {
  return untag(context, (await givenProfile(context, input)).arn, input.TagKeys)
}

export async function listInstanceProfileTags(context: OperationContext, input: PageInput & { InstanceProfileName: string }) {
  return listTags(context, (await givenProfile(context, input)).arn, input)
}

function tag(context: OperationContext, arn: string, tags: readonly Tag[]): Promise<Record<string, never>> {
  const checked = checkTags(tags)
  return transaction(context, async (context) => {
    await putTags(context, arn, checked)
    return {}
  })
}

async function untag(context: OperationContext, arn: string, keys: readonly string[]): Promise<Record<string, never>> {
  await removeTags(context, arn, keys)
  return {}
}

async function listTags(context: OperationContext, arn: string, input: PageInput) {
  const { rows, more } = await iamPage(
    ['ListTags', arn],
    input,
    ({ Key }: Tag) => [Key],
    async (after, limit) => (await readTags(context, arn)).filter(({ Key }) => !after || Key > String(after[0])).slice(0, limit),
  )
  return { Tags: rows, ...more }
}
