import { type OperationContext, transaction } from '../../access/context.ts'
import type {
  CreateInstanceProfileRequest,
  InstanceProfile,
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesRequest,
  ListInstanceProfilesResponse,
} from '../../wire/models/iam.ts'
import { describeRole, readTrustPolicies } from './describe.ts'
import { getEntity, getModifiable } from './entity.ts'
import { alreadyExists, deleteConflict, limitExceeded, noSuchEntity } from './faults.ts'
import { type IamPage, iamPage } from './page.ts'
import { type InstanceProfilesTable, type PrincipalsTable, tables } from './tables.ts'
import { checkTags, forgetTags, putTags, readTags } from './tags.ts'
import { newUniqueId } from './unique-id.ts'

// Instance profiles: here there are no machines to give them to, but what makes and deletes roles asks for them.

/** IAM's quota, which is not raised for anybody. */
export const mostProfiles = 1_000

interface Named {
  readonly InstanceProfileName: string
}

export async function createInstanceProfile(
  context: OperationContext,
  { InstanceProfileName: name, Path: path = '/', Tags }: CreateInstanceProfileRequest,
): Promise<{ InstanceProfile: InstanceProfile }> {
  const { accountId } = context.caller
  const tags = checkTags(Tags)
  const row: InstanceProfilesTable = {
    arn: `arn:aws:iam::${accountId}:instance-profile${path}${name}`,
    ...{ account_id: accountId, name, path, profile_id: newUniqueId('AIPA'), role_arn: null, created_at: context.clock.now() },
  }
  return transaction(context, async (context) => {
    const made = await tables(context)
      .insertInto('instance_profiles')
      .values(row)
      .onConflict((existing) => existing.doNothing())
      .returning('arn')
      .executeTakeFirst()
    if (!made) throw alreadyExists(`Instance Profile ${name} already exists.`)
    const { count } = await tables(context)
      .selectFrom('instance_profiles')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow()
    if (Number(count) > mostProfiles) throw limitExceeded(`Cannot exceed quota for InstanceProfilesPerAccount: ${mostProfiles}`)
    await putTags(context, row.arn, tags)
    return { InstanceProfile: await describeWhole(context, row) }
  })
}

export async function getInstanceProfile(context: OperationContext, input: Named): Promise<{ InstanceProfile: InstanceProfile }> {
  return { InstanceProfile: await describeWhole(context, await givenProfile(context, input)) }
}

/** Throws DeleteConflict while it has a role. */
export function deleteInstanceProfile(context: OperationContext, input: Named): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    const { arn, role_arn } = await givenProfile(context, input, 'lock')
    if (role_arn !== null) throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.')
    await forgetTags(context, arn)
    await tables(context).deleteFrom('instance_profiles').where('arn', '=', arn).execute()
    return {}
  })
}

/** Throws LimitExceeded when it has a role already: it takes one. */
export function addRole(context: OperationContext, input: Named & { RoleName: string }): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    const [profile, role] = [await givenProfile(context, input, 'lock'), await getModifiable(context, 'role', input.RoleName)]
    // A deletion of the role that is under way is waited for.
    const kept = await tables(context).selectFrom('principals').select('arn').where('arn', '=', role.arn).forKeyShare().executeTakeFirst()
    if (!kept) throw noSuchEntity(`The role with name ${input.RoleName} cannot be found.`)
    if (profile.role_arn !== null) throw limitExceeded('Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1')
    await tables(context).updateTable('instance_profiles').set({ role_arn: role.arn }).where('arn', '=', profile.arn).execute()
    return {}
  })
}

export function removeRole(context: OperationContext, input: Named & { RoleName: string }): Promise<Record<string, never>> {
  return transaction(context, async (context) => {
    const [profile, role] = [await givenProfile(context, input, 'lock'), await getModifiable(context, 'role', input.RoleName)]
    if (profile.role_arn !== role.arn)
      throw noSuchEntity(`Role ${input.RoleName} is not in the instance profile ${input.InstanceProfileName}.`)
    await tables(context).updateTable('instance_profiles').set({ role_arn: null }).where('arn', '=', profile.arn).execute()
    return {}
  })
}

/** Those below a path, by name. */
export function listInstanceProfiles(context: OperationContext, input: ListInstanceProfilesRequest): Promise<ListInstanceProfilesResponse> {
  const { PathPrefix = '/' } = input
  return list(context, ['ListInstanceProfiles', context.caller.accountId, PathPrefix], input, (select) =>
    PathPrefix === '/'
      ? select
      : select.where(({ eb, fn, val }) => eb(fn<boolean>('starts_with', ['instance_profiles.path', val(PathPrefix)]), '=', true)),
  )
}

export async function listInstanceProfilesForRole(
  context: OperationContext,
  input: ListInstanceProfilesForRoleRequest,
): Promise<ListInstanceProfilesResponse> {
  const { arn } = await getEntity(context, 'role', input.RoleName)
  return list(context, ['ListInstanceProfilesForRole', arn], input, (select) => select.where('role_arn', '=', arn))
}

/** Of the caller's account. Throws NoSuchEntity. */
export async function givenProfile(
  context: OperationContext,
  { InstanceProfileName }: Named,
  lock?: 'lock',
): Promise<InstanceProfilesTable> {
  const query = selectProfiles(context).where('name', '=', InstanceProfileName)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw noSuchEntity(`Instance Profile ${InstanceProfileName} cannot be found.`)
  return row
}

const selectProfiles = (context: OperationContext) =>
  tables(context).selectFrom('instance_profiles').selectAll().where('account_id', '=', context.caller.accountId)
type Select = ReturnType<typeof selectProfiles>

async function list(
  context: OperationContext,
  query: readonly unknown[],
  input: { readonly Marker?: string; readonly MaxItems?: number },
  narrow: (select: Select) => Select,
): Promise<ListInstanceProfilesResponse> {
  const { rows, more }: IamPage<InstanceProfilesTable> = await iamPage(
    query,
    input,
    ({ name }: InstanceProfilesTable) => [name],
    (after, limit) => {
      const select = narrow(selectProfiles(context))
      return (after ? select.where('name', '>', String(after[0])) : select).orderBy('name').limit(limit).execute()
    },
  )
  return { InstanceProfiles: await describeAll(context, rows), ...more }
}

async function describeWhole(context: OperationContext, row: InstanceProfilesTable): Promise<InstanceProfile> {
  const [[shape], tags] = await Promise.all([describeAll(context, [row]), readTags(context, row.arn)])
  if (!shape) throw new Error(`instance profile ${row.arn} has no shape`)
  return { ...shape, Tags: tags }
}

/** Lists leave tags out, as IAM's do. */
async function describeAll(context: OperationContext, rows: readonly InstanceProfilesTable[]): Promise<InstanceProfile[]> {
  const arns = rows.flatMap(({ role_arn }) => role_arn ?? [])
  const [roles, trust] = await Promise.all([readRoles(context, arns), readTrustPolicies(context, arns)])
  return rows.map((row) => {
    const role = roles.get(row.role_arn ?? '')
    return {
      Path: row.path,
      InstanceProfileName: row.name,
      InstanceProfileId: row.profile_id,
      Arn: row.arn,
      CreateDate: row.created_at,
      Roles: role ? [describeRole(role, trust.get(role.arn) ?? '{}')] : [],
    }
  })
}

async function readRoles(context: OperationContext, arns: readonly string[]): Promise<Map<string, PrincipalsTable>> {
  if (arns.length === 0) return new Map()
  const rows = await tables(context).selectFrom('principals').selectAll().where('arn', 'in', arns).execute()
  return new Map(rows.map((row) => [row.arn, row]))
}
