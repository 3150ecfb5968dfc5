import { sql } from 'kysely'
import { type OperationContext, transaction } from '../../access/context.ts'
import type { AttachedPolicy } from '../../wire/models/iam.ts'
import { quotaOf } from '../service-quotas/index.ts'
import { checkIdentityDocument, checkSize, encodeDocument } from './documents.ts'
import { capitalized, type EntityKind, getEntity, getModifiable } from './entity.ts'
import { limitExceeded, noSuchEntity, policyNotFound } from './faults.ts'
import { type IamPage, iamPage } from './page.ts'
import { forgetAllPolicies } from './policies-of.ts'
import { checkAttachable } from './policy-document-of.ts'
import { type PrincipalsTable, tables } from './tables.ts'

// Policies attached to users, roles and groups, and those written into them.

const mostAttached = 10
/** The most that a role's quota is raised to. */
const mostAttachedEver = 25
const mostInlineCharacters: Readonly<Record<EntityKind, number>> = { role: 10_240, user: 2_048, group: 5_120 }

interface ListInput {
  readonly PathPrefix?: string
  readonly Marker?: string
  readonly MaxItems?: number
}

/** Attaching twice is as good as once. */
export async function attachPolicy(context: OperationContext, kind: EntityKind, name: string, arn: string): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    const row = await lock(context, await getModifiable(context, kind, name))
    await checkAttachable(context, context.caller.accountId, [arn])
    await tables(context)
      .insertInto('attached_policies')
      .values({ principal_arn: row.arn, policy_arn: arn })
      .onConflict((existing) => existing.doNothing())
      .execute()
    const attached = await tables(context)
      .selectFrom('attached_policies')
      .select('policy_arn')
      .where('principal_arn', '=', row.arn)
      .execute()
    const most = kind === 'role' ? await quotaOf(context, context.caller.accountId, 'managed policies of a role') : mostAttached
    if (attached.length > most) throw limitExceeded(`Cannot exceed quota for PoliciesPer${capitalized(kind)}: ${most}`)
    forgetAllPolicies(context)
    return {}
  })
}

export async function detachPolicy(context: OperationContext, kind: EntityKind, name: string, arn: string): Promise<Record<string, never>> {
  const row = await getModifiable(context, kind, name)
  const { numDeletedRows } = await tables(context)
    .deleteFrom('attached_policies')
    .where('principal_arn', '=', row.arn)
    .where('policy_arn', '=', arn)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw noSuchEntity(`Policy ${arn} was not found.`)
  forgetAllPolicies(context)
  return {}
}

export async function listAttachedPolicies(context: OperationContext, kind: EntityKind, name: string, input: ListInput) {
  const row = await getEntity(context, kind, name)
  const { PathPrefix = '/' } = input
  const { rows, more } = await iamPage(
    ['ListAttachedPolicies', row.arn, PathPrefix],
    input,
    ({ policy_arn }: { policy_arn: string }) => [policy_arn],
    async (after, limit) => {
      let select = tables(context).selectFrom('attached_policies').select('policy_arn').where('principal_arn', '=', row.arn)
      if (after) select = select.where('policy_arn', '>', String(after[0]))
      const attached = await select
        .orderBy('policy_arn')
        .limit(mostAttachedEver + 1)
        .execute()
      return attached.filter(({ policy_arn }) => policy_arn.slice(policy_arn.indexOf('/')).startsWith(PathPrefix)).slice(0, limit)
    },
  )
  const AttachedPolicies: AttachedPolicy[] = rows.map(({ policy_arn }) => ({
    PolicyName: policy_arn.split('/').at(-1) ?? '',
    PolicyArn: policy_arn,
  }))
  return { AttachedPolicies, ...more }
}

interface InlineInput {
  readonly PolicyName: string
  readonly PolicyDocument: string
}

export async function putInlinePolicy(
  context: OperationContext,
  kind: EntityKind,
  name: string,
  { PolicyName, PolicyDocument }: InlineInput,
): Promise<Record<string, never>> {
  const document = checkIdentityDocument(PolicyDocument)
  return transaction(context, async (context) => {
    const row = await lock(context, await getModifiable(context, kind, name))
    await tables(context)
      .insertInto('inline_policies')
      .values({ principal_arn: row.arn, name: PolicyName, document })
      .onConflict((existing) => existing.columns(['principal_arn', 'name']).doUpdateSet({ document }))
      .execute()
    checkSize(
      (await readInline(context, row)).map(({ text }) => text),
      mostInlineCharacters[kind],
      `${kind} ${name}`,
    )
    forgetAllPolicies(context)
    return {}
  })
}

interface InlineRow {
  readonly name: string
  readonly text: string
}

/** Bounded by the space that an entity's policies share. */
const readInline = (context: OperationContext, { arn }: PrincipalsTable): Promise<InlineRow[]> =>
  tables(context)
    .selectFrom('inline_policies')
    .select(['name', sql<string>`document::text`.as('text')])
    .where('principal_arn', '=', arn)
    .orderBy('name')
    .execute()

export async function getInlinePolicy(context: OperationContext, kind: EntityKind, name: string, PolicyName: string): Promise<InlineInput> {
  const row = await getEntity(context, kind, name)
  const found = (await readInline(context, row)).find((policy) => policy.name === PolicyName)
  if (!found) throw inlineNotFound(kind, PolicyName)
  return { PolicyName, PolicyDocument: encodeDocument(found.text) }
}

const inlineNotFound = (kind: EntityKind, name: string) => noSuchEntity(`The ${kind} policy with name ${name} cannot be found.`)

export async function deleteInlinePolicy(
  context: OperationContext,
  kind: EntityKind,
  name: string,
  PolicyName: string,
): Promise<Record<string, never>> {
  const row = await getModifiable(context, kind, name)
  const { numDeletedRows } = await tables(context)
    .deleteFrom('inline_policies')
    .where('principal_arn', '=', row.arn)
    .where('name', '=', PolicyName)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw inlineNotFound(kind, PolicyName)
  forgetAllPolicies(context)
  return {}
}

export async function listInlinePolicies(context: OperationContext, kind: EntityKind, name: string, input: ListInput) {
  const row = await getEntity(context, kind, name)
  const { rows, more }: IamPage<InlineRow> = await iamPage(
    ['ListInlinePolicies', row.arn],
    input,
    (policy) => [policy.name],
    async (after, limit) => (await readInline(context, row)).filter((policy) => !after || policy.name > String(after[0])).slice(0, limit),
  )
  return { PolicyNames: rows.map((policy) => policy.name), ...more }
}

export async function putBoundary(context: OperationContext, kind: EntityKind, name: string, arn: string): Promise<Record<string, never>> {
  const row = await getModifiable(context, kind, name)
  await checkAttachable(context, context.caller.accountId, [arn])
  await setBoundary(context, row, arn)
  return {}
}

export async function deleteBoundary(context: OperationContext, kind: EntityKind, name: string): Promise<Record<string, never>> {
  const row = await getModifiable(context, kind, name)
  if (row.permissions_boundary_arn === null) throw policyNotFound(`boundary of ${kind} ${name}`)
  await setBoundary(context, row, null)
  return {}
}

async function setBoundary(context: OperationContext, { arn }: PrincipalsTable, boundary: string | null): Promise<void> {
  await tables(context).updateTable('principals').set({ permissions_boundary_arn: boundary }).where('arn', '=', arn).execute()
  forgetAllPolicies(context)
}

/** Within a transaction: whoever else changes what this one has waits. */
async function lock(context: OperationContext, { arn }: PrincipalsTable): Promise<PrincipalsTable> {
  return tables(context).selectFrom('principals').selectAll().where('arn', '=', arn).forUpdate().executeTakeFirstOrThrow()
}
