import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import type { PasswordPolicy, UpdateAccountPasswordPolicyRequest } from '../../wire/models/iam.ts'
import { quotaOf } from '../service-quotas/index.ts'
import { mostUsers } from './entity.ts'
import { alreadyExists, noSuchEntity } from './faults.ts'
import { mostProfiles } from './instance-profiles.ts'
import { tables } from './tables.ts'

// What belongs to an account as a whole: its alias and the rules for its users' passwords.

export async function createAccountAlias(
  context: OperationContext,
  { AccountAlias }: { AccountAlias: string },
): Promise<Record<string, never>> {
  await put(context, { alias: AccountAlias }).catch((error) => {
    throw isUniqueViolation(error) ? alreadyExists(`The account alias ${AccountAlias} already exists.`) : error
  })
  return {}
}

export async function listAccountAliases(context: OperationContext): Promise<{ AccountAliases: string[]; IsTruncated: boolean }> {
  const { alias } = (await find(context)) ?? {}
  return { AccountAliases: alias ? [alias] : [], IsTruncated: false }
}

export async function deleteAccountAlias(
  context: OperationContext,
  { AccountAlias }: { AccountAlias: string },
): Promise<Record<string, never>> {
  if ((await find(context))?.alias !== AccountAlias) throw noSuchEntity(`The account alias ${AccountAlias} cannot be found.`)
  await put(context, { alias: null })
  return {}
}

/** Replaces the whole policy: what is left out is as IAM has it without one. */
export async function updateAccountPasswordPolicy(
  context: OperationContext,
  input: UpdateAccountPasswordPolicyRequest,
): Promise<Record<string, never>> {
  const policy: PasswordPolicy = {
    MinimumPasswordLength: 6,
    RequireSymbols: false,
    RequireNumbers: false,
    RequireUppercaseCharacters: false,
    RequireLowercaseCharacters: false,
    AllowUsersToChangePassword: false,
    ...input,
    ExpirePasswords: input.MaxPasswordAge !== undefined,
  }
  await put(context, { password_policy: JSON.stringify(policy) })
  return {}
}

export async function getAccountPasswordPolicy(context: OperationContext): Promise<{ PasswordPolicy: PasswordPolicy }> {
  const policy = (await find(context))?.password_policy
  if (!policy) throw noSuchEntity(`The Password Policy with domain name ${context.caller.accountId} cannot be found.`)
  return { PasswordPolicy: policy as PasswordPolicy }
}

export async function deleteAccountPasswordPolicy(context: OperationContext): Promise<Record<string, never>> {
  await getAccountPasswordPolicy(context)
  await put(context, { password_policy: null })
  return {}
}

const find = (context: OperationContext) =>
  tables(context).selectFrom('account_settings').selectAll().where('account_id', '=', context.caller.accountId).executeTakeFirst()

async function put(context: OperationContext, change: { alias?: string | null; password_policy?: string | null }): Promise<void> {
  await tables(context)
    .insertInto('account_settings')
    .values({ account_id: context.caller.accountId, alias: null, password_policy: null, ...change })
    .onConflict((existing) => existing.column('account_id').doUpdateSet(change))
    .execute()
}

/** What the account has, and IAM's quotas. */
export async function getAccountSummary(context: OperationContext): Promise<{ SummaryMap: Record<string, number> }> {
  const { rows } = await sql<Record<'users' | 'roles' | 'groups' | 'policies' | 'versions' | 'profiles' | 'providers', number>>`
    select
      count(*) filter (where type = 'user')::integer as users,
      count(*) filter (where type = 'role')::integer as roles,
      count(*) filter (where type = 'group')::integer as groups,
      (select count(*)::integer from iam.policies where account_id = ${context.caller.accountId}) as policies,
      (select count(*)::integer from iam.policy_versions v join iam.policies p on p.arn = v.policy_arn
        where p.account_id = ${context.caller.accountId}) as versions,
      (select count(*)::integer from iam.instance_profiles where account_id = ${context.caller.accountId}) as profiles,
      (select count(*)::integer from (select account_id from iam.openid_providers union all select account_id from iam.saml_providers) p
        where p.account_id = ${context.caller.accountId}) as providers
    from iam.principals where account_id = ${context.caller.accountId}`.execute(context.db)
  const [counts] = rows
  const { accountId } = context.caller
  const [roles, groups, policies, ofRole] = await Promise.all([
    quotaOf(context, accountId, 'roles'),
    quotaOf(context, accountId, 'groups'),
    quotaOf(context, accountId, 'customer managed policies'),
    quotaOf(context, accountId, 'managed policies of a role'),
  ])
  const SummaryMap = {
    Users: counts?.users ?? 0,
    UsersQuota: mostUsers,
    Roles: counts?.roles ?? 0,
    RolesQuota: roles,
    Groups: counts?.groups ?? 0,
    GroupsQuota: groups,
    Policies: counts?.policies ?? 0,
    PoliciesQuota: policies,
    PolicyVersionsInUse: counts?.versions ?? 0,
    PolicyVersionsInUseQuota: 10_000,
    VersionsPerPolicyQuota: 5,
    AccessKeysPerUserQuota: 2,
    GroupsPerUserQuota: 10,
    AttachedPoliciesPerUserQuota: 10,
    AttachedPoliciesPerRoleQuota: ofRole,
    AttachedPoliciesPerGroupQuota: 10,
    PolicySizeQuota: 6_144,
    UserPolicySizeQuota: 2_048,
    GroupPolicySizeQuota: 5_120,
    RolePolicySizeQuota: 10_240,
    AssumeRolePolicySizeQuota: 2_048,
    AccountMFAEnabled: 0,
    AccountAccessKeysPresent: 0,
    AccountSigningCertificatesPresent: 0,
    MFADevices: 0,
    MFADevicesInUse: 0,
    InstanceProfiles: counts?.profiles ?? 0,
    InstanceProfilesQuota: mostProfiles,
    ServerCertificates: 0,
    Providers: counts?.providers ?? 0,
  }
  return { SummaryMap }
}
