import type { OperationContext } from '../../access/context.ts'
import type {
  ListEntitiesForPolicyRequest,
  ListEntitiesForPolicyResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
  Policy,
} from '../../wire/models/iam.ts'
import { countManyAttachments, entitiesWith } from './attachments.ts'
import { describeAwsManaged, describePolicy, getPolicy } from './customer-policies.ts'
import { managedPolicyArns } from './managed-policies.ts'
import { iamPage } from './page.ts'
import { type PoliciesTable, type PrincipalsTable, tables } from './tables.ts'

/** Read at a time where a filter may leave out most. */
const mostAtOnce = 1_000

type Found = { readonly arn: string; readonly own?: PoliciesTable }

/** Managed policies by ARN: AWS's own, those of the account, or both. */
export async function listPolicies(context: OperationContext, input: ListPoliciesRequest): Promise<ListPoliciesResponse> {
  const { Scope = 'All', OnlyAttached = false, PathPrefix = '/', PolicyUsageFilter } = input
  const usage = PolicyUsageFilter ?? (OnlyAttached ? 'any' : undefined)
  const { rows, more } = await iamPage(
    ['ListPolicies', context.caller.accountId, Scope, usage, PathPrefix],
    input,
    ({ policy }: { policy: Policy }) => [policy.Arn ?? ''],
    async (after, limit) => {
      const found: { policy: Policy }[] = []
      let from = after && String(after[0])
      // What a filter leaves out is made up for by reading on.
      const many = usage === undefined && PathPrefix === '/' ? limit : mostAtOnce
      for (;;) {
        const some = await readSome(context, Scope, from, many)
        found.push(...(await described(context, some)).filter((each) => isWanted(each.policy, PathPrefix, usage)))
        from = some.at(-1)?.arn
        if (found.length >= limit || some.length < many) return found.slice(0, limit)
      }
    },
  )
  return { Policies: rows.map(({ policy }) => policy), ...more }
}

function isWanted(
  { Path = '/', AttachmentCount = 0, PermissionsBoundaryUsageCount = 0 }: Policy,
  prefix: string,
  usage: string | undefined,
) {
  const isUsed =
    usage === undefined ||
    (usage !== 'PermissionsBoundary' && AttachmentCount > 0) ||
    (usage !== 'PermissionsPolicy' && PermissionsBoundaryUsageCount > 0)
  return isUsed && Path.startsWith(prefix)
}

async function readSome(
  context: OperationContext,
  scope: NonNullable<ListPoliciesRequest['Scope']>,
  after: string | undefined,
  limit: number,
): Promise<Found[]> {
  const aws = scope === 'Local' ? [] : managedPolicyArns.filter((arn) => after === undefined || arn > after).slice(0, limit)
  const own = scope === 'AWS' ? [] : await readOwn(context, after, limit)
  const all: Found[] = [...own.map((row) => ({ arn: row.arn, own: row })), ...aws.map((arn) => ({ arn }))]
  return all.sort((one, other) => (one.arn < other.arn ? -1 : 1)).slice(0, limit)
}

function readOwn(context: OperationContext, after: string | undefined, limit: number): Promise<PoliciesTable[]> {
  let select = tables(context).selectFrom('policies').selectAll().where('account_id', '=', context.caller.accountId)
  if (after !== undefined) select = select.where('arn', '>', after)
  return select.orderBy('arn').limit(limit).execute()
}

async function described(context: OperationContext, found: readonly Found[]): Promise<{ policy: Policy }[]> {
  const counts = await countManyAttachments(
    context,
    found.map(({ arn }) => arn),
  )
  return found.map(({ arn, own }) => {
    const { attached = 0, boundaries = 0 } = counts.get(arn) ?? {}
    return { policy: own ? describePolicy(own, attached, boundaries) : describeAwsManaged(arn, attached, boundaries) }
  })
}

/** Users, roles and groups of the account that have a policy, attached or as their boundary. */
export async function listEntitiesForPolicy(
  context: OperationContext,
  input: ListEntitiesForPolicyRequest,
): Promise<ListEntitiesForPolicyResponse> {
  const { PolicyArn, EntityFilter, PathPrefix = '/', PolicyUsageFilter: usage } = input
  await getPolicy(context, { PolicyArn })
  const { rows, more } = await iamPage(
    ['ListEntitiesForPolicy', context.caller.accountId, PolicyArn, EntityFilter, PathPrefix, usage],
    input,
    ({ arn }: PrincipalsTable) => [arn],
    (after, limit) => entitiesWith(context, PolicyArn, { usage, after: after && String(after[0]), limit }),
  )
  const kindOf = { user: 'User', role: 'Role', group: 'Group' } as const
  const wanted = rows.filter(({ type, path }) => (EntityFilter ?? kindOf[type]) === kindOf[type] && path.startsWith(PathPrefix))
  const of = (type: PrincipalsTable['type']) => wanted.filter((row) => row.type === type)
  return {
    PolicyGroups: of('group').map(({ name, unique_id }) => ({ GroupName: name, GroupId: unique_id })),
    PolicyUsers: of('user').map(({ name, unique_id }) => ({ UserName: name, UserId: unique_id })),
    PolicyRoles: of('role').map(({ name, unique_id }) => ({ RoleName: name, RoleId: unique_id })),
    ...more,
  }
}
