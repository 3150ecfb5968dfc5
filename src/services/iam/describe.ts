import { sql } from 'kysely'
import type { OperationContext } from '../../access/context.ts'
import type { Group, Role, User } from '../../wire/models/iam.ts'
import { encodeDocument } from './documents.ts'
import { type PrincipalsTable, tables } from './tables.ts'
import { readTags } from './tags.ts'

// Shapes of users, roles and groups on the wire. Lists leave tags and boundaries out, as IAM's do.

const boundaryOf = ({ permissions_boundary_arn: PermissionsBoundaryArn }: PrincipalsTable) =>
  PermissionsBoundaryArn === null
    ? {}
    : { PermissionsBoundary: { PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const, PermissionsBoundaryArn } }

export function describeGroup(row: PrincipalsTable): Group {
  return { Path: row.path, GroupName: row.name, GroupId: row.unique_id, Arn: row.arn, CreateDate: row.created_at }
}

export function describeUser(row: PrincipalsTable): User {
  return { Path: row.path, UserName: row.name, UserId: row.unique_id, Arn: row.arn, CreateDate: row.created_at }
}

export async function describeWholeUser(context: OperationContext, row: PrincipalsTable): Promise<User> {
  const tags = await readTags(context, row.arn)
  return { ...describeUser(row), ...boundaryOf(row), ...(tags.length > 0 && { Tags: tags }) }
}

export function describeRole(row: PrincipalsTable, trustPolicy: string): Role {
  return {
    Path: row.path,
    RoleName: row.name,
    RoleId: row.unique_id,
    Arn: row.arn,
    CreateDate: row.created_at,
    AssumeRolePolicyDocument: encodeDocument(trustPolicy),
    ...(row.description !== null && { Description: row.description }),
    MaxSessionDuration: row.max_session_seconds ?? 3600,
  }
}

export async function describeWholeRole(context: OperationContext, row: PrincipalsTable): Promise<Role> {
  const [tags, trust] = await Promise.all([readTags(context, row.arn), readTrustPolicies(context, [row.arn])])
  return { ...describeRole(row, trust.get(row.arn) ?? '{}'), ...boundaryOf(row), ...(tags.length > 0 && { Tags: tags }), RoleLastUsed: {} }
}

/** Trust policies as they were written, by the roles' ARNs. */
export async function readTrustPolicies(context: OperationContext, arns: readonly string[]): Promise<Map<string, string>> {
  if (arns.length === 0) return new Map()
  const rows = await tables(context)
    .selectFrom('principals')
    .select(['arn', sql<string>`trust_policy::text`.as('text')])
    .where('arn', 'in', arns)
    .execute()
  return new Map(rows.map(({ arn, text }) => [arn, text]))
}
