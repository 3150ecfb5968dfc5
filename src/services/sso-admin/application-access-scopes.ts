import type { OperationContext } from '../../access/context.ts'
import type {
  DeleteApplicationAccessScopeRequest,
  GetApplicationAccessScopeRequest,
  GetApplicationAccessScopeResponse,
  ListApplicationAccessScopesRequest,
  ListApplicationAccessScopesResponse,
  PutApplicationAccessScopeRequest,
  ScopeDetails,
} from '../../wire/models/sso-admin.ts'
import { ownApplication } from './application.ts'
import { notFound } from './faults.ts'
import { readInstancePage } from './instance.ts'
import { tables } from './tables.ts'

/** Sets what an application may ask tokens for, and for which applications and instances; no targets mean its own instance. */
export async function putApplicationAccessScope(
  context: OperationContext,
  input: PutApplicationAccessScopeRequest,
): Promise<Record<string, never>> {
  const { row } = await ownApplication(context, input.ApplicationArn)
  const authorized_targets = [...new Set(input.AuthorizedTargets ?? [])]
  await tables(context)
    .insertInto('application_access_scopes')
    .values({ application_arn: row.arn, scope: input.Scope, authorized_targets })
    .onConflict((existing) => existing.columns(['application_arn', 'scope']).doUpdateSet({ authorized_targets }))
    .execute()
  return {}
}

export async function getApplicationAccessScope(
  context: OperationContext,
  { ApplicationArn, Scope }: GetApplicationAccessScopeRequest,
): Promise<GetApplicationAccessScopeResponse> {
  const { row } = await ownApplication(context, ApplicationArn)
  const found = await tables(context)
    .selectFrom('application_access_scopes')
    .selectAll()
    .where('application_arn', '=', row.arn)
    .where('scope', '=', Scope)
    .executeTakeFirst()
  if (!found) throw notFound(`Scope ${Scope}`)
  return describeScope(found)
}

export async function deleteApplicationAccessScope(
  context: OperationContext,
  { ApplicationArn, Scope }: DeleteApplicationAccessScopeRequest,
): Promise<Record<string, never>> {
  const { row } = await ownApplication(context, ApplicationArn)
  const deleted = await tables(context)
    .deleteFrom('application_access_scopes')
    .where('application_arn', '=', row.arn)
    .where('scope', '=', Scope)
    .executeTakeFirst()
  if (deleted.numDeletedRows === 0n) throw notFound(`Scope ${Scope}`)
  return {}
}

const scopesPage = 10

/** By name, ten at most at a time. */
export async function listApplicationAccessScopes(
  context: OperationContext,
  input: ListApplicationAccessScopesRequest,
): Promise<ListApplicationAccessScopesResponse> {
  const { row } = await ownApplication(context, input.ApplicationArn)
  const { rows, nextToken } = await readInstancePage(
    ['ListApplicationAccessScopes', row.arn],
    { MaxResults: scopesPage, ...input },
    (after, limit) =>
      tables(context)
        .selectFrom('application_access_scopes')
        .selectAll()
        .where('application_arn', '=', row.arn)
        .where('scope', '>', String(after?.[0] ?? ''))
        .orderBy('scope')
        .limit(limit)
        .execute(),
    ({ scope }) => [scope],
  )
  return { Scopes: rows.map(describeScope), ...(nextToken && { NextToken: nextToken }) }
}

function describeScope({ scope, authorized_targets }: { scope: string; authorized_targets: string[] }): ScopeDetails {
  return { Scope: scope, ...(authorized_targets.length > 0 && { AuthorizedTargets: authorized_targets }) }
}
