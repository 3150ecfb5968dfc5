import type { OperationContext } from '../../access/context.ts'
import type { PolicyDocument } from '../../access/policy.ts'
import { forgetPolicies } from './policies-of.ts'
import { type PrincipalsTable, tables } from './tables.ts'
import { forgetTags } from './tags.ts'

export interface Role {
  readonly accountId: string
  readonly name: string
  readonly arn: string
  readonly roleId: string
  readonly trustPolicy: PolicyDocument
  readonly maxSessionSeconds: number
}

export async function findRole(context: OperationContext, accountId: string, name: string): Promise<Role | undefined> {
  const row = await selectRoles(context).where('account_id', '=', accountId).where('name', '=', name).executeTakeFirst()
  return row && toRole(row)
}

export async function findRoleByArn(context: OperationContext, arn: string): Promise<Role | undefined> {
  const row = await selectRoles(context).where('arn', '=', arn).executeTakeFirst()
  return row && toRole(row)
}

const selectRoles = (context: OperationContext) => tables(context).selectFrom('principals').selectAll().where('type', '=', 'role')

function toRole(row: PrincipalsTable): Role {
  return {
    accountId: row.account_id,
    name: row.name,
    arn: row.arn,
    roleId: row.unique_id,
    trustPolicy: row.trust_policy as PolicyDocument,
    maxSessionSeconds: row.max_session_seconds ?? 3600,
  }
}

/** Nothing happens when there is no such role. */
export async function deleteRole(context: OperationContext, accountId: string, name: string): Promise<void> {
  const row = await tables(context)
    .deleteFrom('principals')
    .where('account_id', '=', accountId)
    .where('type', '=', 'role')
    .where('name', '=', name)
    .returning('arn')
    .executeTakeFirst()
  if (!row) return
  await forgetTags(context, row.arn)
  forgetPolicies(context, row.arn)
}
