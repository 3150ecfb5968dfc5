import type { OperationContext } from '../../access/context.ts'
import type { OrganizationalUnit as OrganizationalUnitShape } from '../../wire/models/organizations.ts'
import { organizationalUnitArn, rootArn } from './identifiers.ts'
import { tables } from './tables.ts'

/** A root or an organizational unit. */
export interface Parent {
  readonly id: string
  readonly arn: string
  readonly type: 'ROOT' | 'ORGANIZATIONAL_UNIT'
  readonly organizationId: string
  readonly name: string
  /** Undefined for a root. */
  readonly parentId: string | undefined
  readonly depth: number
  /** `o-…/r-…/ou-…/` */
  readonly path: string
  readonly createdAt: Date
}

/** The root or organizational unit with this id. */
export async function findParent(context: OperationContext, organizationId: string, id: string): Promise<Parent | undefined> {
  const row = await selectParents(context, organizationId).where('parents.id', '=', id).executeTakeFirst()
  return row && toParent(row)
}

/** The organizational unit with this id; a root is none. */
export async function findOrganizationalUnit(context: OperationContext, organizationId: string, id: string): Promise<Parent | undefined> {
  const parent = await findParent(context, organizationId, id)
  return parent?.type === 'ORGANIZATIONAL_UNIT' ? parent : undefined
}

/** Every organizational unit of the organization (2,000 at most), parents before children, with its path of names as in `Sandbox/Team A`. */
export async function listOrganizationalUnits(
  context: OperationContext,
  organizationId: string,
): Promise<Array<{ id: string; arn: string; name: string; parentId: string; path: string; depth: number }>> {
  const rows = await selectParents(context, organizationId)
    .where('parents.parent_id', 'is not', null)
    .orderBy('parents.depth')
    .orderBy('parents.created_at')
    .orderBy('parents.id')
    .execute()
  const paths = new Map<string, string>()
  return rows.map((row) => {
    const { id, arn, name, parentId = '', depth } = toParent(row)
    const above = paths.get(parentId)
    const path = above === undefined ? name : `${above}/${name}`
    paths.set(id, path)
    return { id, arn, name, parentId, path, depth }
  })
}

/** What every query for roots and organizational units starts from; its rows go through `toParent`. */
export function selectParents(context: OperationContext, organizationId: string) {
  return tables(context)
    .selectFrom('parents')
    .innerJoin('organizations', 'organizations.id', 'parents.organization_id')
    .selectAll('parents')
    .select('organizations.management_account_id')
    .where('parents.organization_id', '=', organizationId)
}

type ParentRow = Awaited<ReturnType<ReturnType<typeof selectParents>['executeTakeFirstOrThrow']>>

export function toParent(row: ParentRow): Parent {
  const organization = { id: row.organization_id, managementAccountId: row.management_account_id }
  const isRoot = row.parent_id === null
  return {
    id: row.id,
    arn: isRoot ? rootArn(organization, row.id) : organizationalUnitArn(organization, row.id),
    type: isRoot ? 'ROOT' : 'ORGANIZATIONAL_UNIT',
    organizationId: row.organization_id,
    name: row.name,
    parentId: row.parent_id ?? undefined,
    depth: row.depth,
    path: row.path,
    createdAt: row.created_at,
  }
}

export function describeUnitShape(unit: Parent): OrganizationalUnitShape {
  return { Id: unit.id, Arn: unit.arn, Name: unit.name, Path: unit.path }
}
