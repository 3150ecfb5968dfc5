import { sql } from 'kysely'
import { type OperationContext, transaction } from '../../access/context.ts'
import type { CreatePolicyRequest, CreatePolicyVersionRequest, Policy, PolicyVersion } from '../../wire/models/iam.ts'
import { quotaOf } from '../service-quotas/index.ts'
import { countAttachments } from './attachments.ts'
import { checkIdentityDocument, checkSize, encodeDocument } from './documents.ts'
import { alreadyExists, deleteConflict, limitExceeded, noSuchEntity, policyNotFound, validation } from './faults.ts'
import { managedPolicy } from './managed-policies.ts'
import { iamPage } from './page.ts'
import { forgetAllPolicies } from './policies-of.ts'
import { type PoliciesTable, type PolicyVersionsTable, tables } from './tables.ts'
import { checkTags, forgetTags, putTags, readTags } from './tags.ts'
import { newUniqueId } from './unique-id.ts'

// Managed policies that customers make, with their versions.

const mostVersions = 5
const mostCharacters = 6_144

export async function createPolicy(context: OperationContext, input: CreatePolicyRequest): Promise<{ Policy: Policy }> {
  const document = checkManagedDocument(input.PolicyDocument)
  const tags = checkTags(input.Tags)
  const { accountId } = context.caller
  const { PolicyName: name, Path: path = '/' } = input
  const now = context.clock.now()
  const row: PoliciesTable = {
    arn: `arn:aws:iam::${accountId}:policy${path}${name}`,
    account_id: accountId,
    name,
    path,
    policy_id: newUniqueId('ANPA'),
    description: input.Description ?? null,
    default_version: 1,
    next_version: 2,
    created_at: now,
    updated_at: now,
  }
  return transaction(context, async (context) => {
    await checkPolicyName(context, name)
    const made = await tables(context)
      .insertInto('policies')
      .values(row)
      .onConflict((existing) => existing.doNothing())
      .returning('arn')
      .executeTakeFirst()
    if (!made) throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`)
    const { count } = await tables(context)
      .selectFrom('policies')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow()
    const mostPolicies = await quotaOf(context, accountId, 'customer managed policies')
    if (Number(count) > mostPolicies) throw limitExceeded(`Cannot exceed quota for PoliciesPerAccount: ${mostPolicies}`)
    await tables(context).insertInto('policy_versions').values({ policy_arn: row.arn, version: 1, document, created_at: now }).execute()
    await putTags(context, row.arn, tags)
    return { Policy: { ...describePolicy(row, 0, 0), ...(tags.length > 0 && { Tags: [...tags] }) } }
  })
}

/** Names are given once without regard to case and path; of two who ask at the same time the second waits. */
async function checkPolicyName(context: OperationContext, name: string): Promise<void> {
  const { accountId } = context.caller
  await sql`select pg_advisory_xact_lock(hashtextextended(${`iam policy ${accountId}`}, 0))`.execute(context.db)
  const taken = await tables(context)
    .selectFrom('policies')
    .select('arn')
    .where('account_id', '=', accountId)
    .where(({ fn, ref }) => fn('lower', [ref('name')]), '=', name.toLowerCase())
    .executeTakeFirst()
  if (taken) throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`)
}

function checkManagedDocument(text: string): string {
  checkSize([text], mostCharacters, 'the managed policy')
  return checkIdentityDocument(text)
}

export async function getPolicy(context: OperationContext, { PolicyArn }: { PolicyArn: string }): Promise<{ Policy: Policy }> {
  const counts = await countAttachments(context, PolicyArn)
  if (isAwsManaged(PolicyArn)) return { Policy: describeAwsManaged(PolicyArn, counts.attached, counts.boundaries) }
  const row = await getOwn(context, PolicyArn)
  const tags = await readTags(context, PolicyArn)
  return { Policy: { ...describePolicy(row, counts.attached, counts.boundaries), ...(tags.length > 0 && { Tags: tags }) } }
}

/** AWS's own, which the account shares with all. Throws NoSuchEntity when there is none of this name. */
function isAwsManaged(arn: string): boolean {
  if (!arn.startsWith('arn:aws:iam::aws:policy/')) return false
  if (!managedPolicy(arn)) throw noSuchEntity(`Policy ${arn} was not found.`)
  return true
}

/** Throws NoSuchEntity for one that is not there or another account's. */
export async function getOwn(context: OperationContext, arn: string): Promise<PoliciesTable> {
  const row = await tables(context)
    .selectFrom('policies')
    .selectAll()
    .where('arn', '=', arn)
    .where('account_id', '=', context.caller.accountId)
    .executeTakeFirst()
  if (!row) throw noSuchEntity(`Policy ${arn} was not found.`)
  return row
}

/** The policy, of those of one's own, locked until the transaction ends: its versions change one after the other. */
async function lockOwn(context: OperationContext, arn: string): Promise<PoliciesTable> {
  if (arn.startsWith('arn:aws:iam::aws:')) throw validation(`The policy ${arn} is AWS's own and cannot be changed.`)
  await getOwn(context, arn)
  return tables(context)
    .selectFrom('policies')
    .selectAll()
    .where('arn', '=', arn)
    .forUpdate()
    .executeTakeFirstOrThrow(() => policyNotFound(arn))
}

export function describePolicy(row: PoliciesTable, attached: number, boundaries: number): Policy {
  return {
    PolicyName: row.name,
    PolicyId: row.policy_id,
    Arn: row.arn,
    Path: row.path,
    DefaultVersionId: `v${row.default_version}`,
    AttachmentCount: attached,
    PermissionsBoundaryUsageCount: boundaries,
    IsAttachable: true,
    ...(row.description !== null && { Description: row.description }),
    CreateDate: row.created_at,
    UpdateDate: row.updated_at,
  }
}

/** When the policies here were written down; AWS's own dates differ from policy to policy. */
const published = new Date('2026-01-01T00:00:00Z')

export function describeAwsManaged(arn: string, attached: number, boundaries: number): Policy {
  const [, path = '/', name = ''] = /^arn:aws:iam::aws:policy(\/(?:.+\/)?)([^/]+)$/.exec(arn) ?? []
  return {
    PolicyName: name,
    Arn: arn,
    Path: path,
    DefaultVersionId: 'v1',
    AttachmentCount: attached,
    PermissionsBoundaryUsageCount: boundaries,
    IsAttachable: true,
    CreateDate: published,
    UpdateDate: published,
  }
}

export async function deletePolicy(context: OperationContext, { PolicyArn }: { PolicyArn: string }): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    await lockOwn(context, PolicyArn)
    const { attached, boundaries } = await countAttachments(context, PolicyArn)
    if (attached + boundaries > 0) throw deleteConflict('Cannot delete a policy attached to entities.')
    const versions = await readVersions(context, PolicyArn)
    if (versions.length > 1)
      throw deleteConflict(
        'This policy has more than one version. Before you delete a policy, you must delete the policy’s versions. The default version is deleted with the policy.',
      )
    await tables(context).deleteFrom('policies').where('arn', '=', PolicyArn).execute()
    await forgetTags(context, PolicyArn)
    return {}
  })
}

export async function createPolicyVersion(
  context: OperationContext,
  { PolicyArn, PolicyDocument, SetAsDefault = false }: CreatePolicyVersionRequest,
): Promise<{ PolicyVersion: PolicyVersion }> {
  const document = checkManagedDocument(PolicyDocument)
  const created_at = context.clock.now()
  return transaction(context, async (context) => {
    const { next_version: version } = await lockOwn(context, PolicyArn)
    if ((await readVersions(context, PolicyArn)).length >= mostVersions)
      throw limitExceeded(
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
      )
    await tables(context).insertInto('policy_versions').values({ policy_arn: PolicyArn, version, document, created_at }).execute()
    const change = { next_version: version + 1, updated_at: created_at, ...(SetAsDefault && { default_version: version }) }
    await tables(context).updateTable('policies').set(change).where('arn', '=', PolicyArn).execute()
    forgetAllPolicies(context)
    return { PolicyVersion: { VersionId: `v${version}`, IsDefaultVersion: SetAsDefault, CreateDate: created_at } }
  })
}

export async function setDefaultPolicyVersion(
  context: OperationContext,
  { PolicyArn, VersionId }: { PolicyArn: string; VersionId: string },
): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    await lockOwn(context, PolicyArn)
    const { version } = await getVersion(context, PolicyArn, VersionId)
    const change = { default_version: version, updated_at: context.clock.now() }
    await tables(context).updateTable('policies').set(change).where('arn', '=', PolicyArn).execute()
    forgetAllPolicies(context)
    return {}
  })
}

export async function deletePolicyVersion(
  context: OperationContext,
  { PolicyArn, VersionId }: { PolicyArn: string; VersionId: string },
): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    const { default_version } = await lockOwn(context, PolicyArn)
    const { version } = await getVersion(context, PolicyArn, VersionId)
    if (version === default_version) throw deleteConflict('Cannot delete the default version of a policy.')
    await tables(context).deleteFrom('policy_versions').where('policy_arn', '=', PolicyArn).where('version', '=', version).execute()
    return {}
  })
}

type VersionRow = Omit<PolicyVersionsTable, 'document'> & { text: string }

const selectVersions = (context: OperationContext, arn: string) =>
  tables(context)
    .selectFrom('policy_versions')
    .select(['policy_arn', 'version', 'created_at', sql<string>`document::text`.as('text')])
    .where('policy_arn', '=', arn)

async function getVersion(context: OperationContext, arn: string, versionId: string): Promise<VersionRow> {
  const row = await selectVersions(context, arn)
    .where('version', '=', Number(versionId.slice(1)))
    .executeTakeFirst()
  if (!row) throw noSuchEntity(`Policy ${arn} version ${versionId} does not exist or is not attachable.`)
  return row
}

/** At most five, the newest first. */
const readVersions = (context: OperationContext, arn: string): Promise<VersionRow[]> =>
  selectVersions(context, arn).orderBy('version', 'desc').execute()

export async function getPolicyVersion(
  context: OperationContext,
  { PolicyArn, VersionId }: { PolicyArn: string; VersionId: string },
): Promise<{ PolicyVersion: PolicyVersion }> {
  if (isAwsManaged(PolicyArn)) {
    if (VersionId !== 'v1') throw noSuchEntity(`Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`)
    const Document = encodeDocument(JSON.stringify(managedPolicy(PolicyArn)))
    return { PolicyVersion: { Document, VersionId, IsDefaultVersion: true, CreateDate: published } }
  }
  const { default_version } = await getOwn(context, PolicyArn)
  const row = await getVersion(context, PolicyArn, VersionId)
  return { PolicyVersion: { ...describeVersion(row, default_version), Document: encodeDocument(row.text) } }
}

const describeVersion = ({ version, created_at }: VersionRow, defaultVersion: number): PolicyVersion => ({
  VersionId: `v${version}`,
  IsDefaultVersion: version === defaultVersion,
  CreateDate: created_at,
})

export async function listPolicyVersions(
  context: OperationContext,
  input: { PolicyArn: string; Marker?: string; MaxItems?: number },
): Promise<{ Versions: PolicyVersion[]; IsTruncated?: boolean; Marker?: string }> {
  const { PolicyArn } = input
  if (isAwsManaged(PolicyArn)) return { Versions: [{ VersionId: 'v1', IsDefaultVersion: true, CreateDate: published }], IsTruncated: false }
  const { default_version, arn } = await getOwn(context, PolicyArn)
  const { rows, more } = await iamPage(
    ['ListPolicyVersions', arn],
    input,
    ({ version }: VersionRow) => [version],
    async (after, limit) =>
      (await readVersions(context, arn)).filter(({ version }) => !after || version < Number(after[0])).slice(0, limit),
  )
  return { Versions: rows.map((row) => describeVersion(row, default_version)), ...more }
}
