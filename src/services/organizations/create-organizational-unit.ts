import { type OperationContext, transaction } from '../../access/context.ts'
import type { CreateOrganizationalUnitRequest, CreateOrganizationalUnitResponse } from '../../wire/models/organizations.ts'
import { attachDefaultPolicies } from './enabled-policy-types.ts'
import { constraintViolation, duplicateOrganizationalUnit, parentNotFound } from './faults.ts'
import { newOrganizationalUnitId } from './identifiers.ts'
import { lockOrganization, organizationManagedByCaller } from './organization.ts'
import { describeUnitShape, findOrganizationalUnit, findParent } from './organizational-unit.ts'
import { tables } from './tables.ts'
import { checkTagPolicy } from './tag-policy.ts'
import { checkTags, putTags } from './tags.ts'

/** Quotas of AWS Organizations. */
const maxDepth = 5
const maxUnits = 2_000

/** Makes an organizational unit in a root or organizational unit, its name unique among its siblings. */
export async function createOrganizationalUnit(
  context: OperationContext,
  input: CreateOrganizationalUnitRequest,
): Promise<CreateOrganizationalUnitResponse> {
  const organization = await organizationManagedByCaller(context)
  const tags = checkTags(input.Tags)
  await checkTagPolicy(context, organization, 'ou', tags)
  return transaction(context, async (context) => {
    await lockOrganization(context, organization.id)
    const parent = await findParent(context, organization.id, input.ParentId)
    if (!parent) throw parentNotFound()
    if (parent.depth >= maxDepth) {
      throw constraintViolation(
        'OU_DEPTH_LIMIT_EXCEEDED',
        'You cannot add an organizational unit to the specified parent because it would exceed the max depth allowed.',
      )
    }
    await checkNumberOfUnits(context, organization.id)
    const id = newOrganizationalUnitId(organization.rootId)
    const inserted = await tables(context)
      .insertInto('parents')
      .values({
        id,
        organization_id: organization.id,
        parent_id: parent.id,
        name: input.Name,
        depth: parent.depth + 1,
        path: `${parent.path}${id}/`,
        created_at: context.clock.now(),
      })
      .onConflict((conflict) => conflict.constraint('parents_sibling_names').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!inserted) throw duplicateOrganizationalUnit()
    await putTags(context, id, tags)
    await attachDefaultPolicies(context, organization.id, id)
    const unit = await findOrganizationalUnit(context, organization.id, id)
    return { OrganizationalUnit: unit && describeUnitShape(unit) }
  })
}

async function checkNumberOfUnits(context: OperationContext, organizationId: string): Promise<void> {
  const { units } = await tables(context)
    .selectFrom('parents')
    .select((eb) => eb.fn.countAll<string>().as('units'))
    .where('organization_id', '=', organizationId)
    .where('parent_id', 'is not', null)
    .executeTakeFirstOrThrow()
  if (Number(units) >= maxUnits) {
    throw constraintViolation('OU_NUMBER_LIMIT_EXCEEDED', 'You have exceeded the allowed number of organizational units.')
  }
}
