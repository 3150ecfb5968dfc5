import type { OperationContext } from '../../access/context.ts'
import type { PermissionSet as PermissionSetShape } from '../../wire/models/sso-admin.ts'
import { invalid, notFound } from './faults.ts'
import { ownOrganizationInstance } from './instance.ts'
import { type PermissionSetsTable, tables } from './tables.ts'

const shortestSessionSeconds = 3600
const longestSessionSeconds = 12 * 3600

/**
 * The row, after checking that the instance is the caller's; throws ResourceNotFoundException. With 'lock' whoever else changes the
 * permission set, its assignments or its roles waits until this transaction is over: each must see what the others did.
 */
export async function ownPermissionSet(
  context: OperationContext,
  { InstanceArn, PermissionSetArn }: { InstanceArn: string; PermissionSetArn: string },
  lock?: 'lock',
): Promise<PermissionSetsTable> {
  await ownOrganizationInstance(context, InstanceArn)
  const query = tables(context)
    .selectFrom('permission_sets')
    .selectAll()
    .where('arn', '=', PermissionSetArn)
    .where('instance_arn', '=', InstanceArn)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw notFound(`PermissionSet ${PermissionSetArn}`)
  return row
}

/** Columns of a permission set whose roles no boundary holds. */
export const noBoundary = { boundary_policy_arn: null, boundary_policy_name: null, boundary_policy_path: null }

/** `PT1H30M` in seconds; throws ValidationException outside one to twelve hours. */
export function sessionSeconds(duration: string): number {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration) ?? []
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  if (total >= shortestSessionSeconds && total <= longestSessionSeconds) return total
  throw invalid(`SessionDuration ${duration} is not between PT1H and PT12H`)
}

export function describePermissionSetShape(row: PermissionSetsTable): PermissionSetShape {
  return {
    Name: row.name,
    PermissionSetArn: row.arn,
    ...(row.description !== null && { Description: row.description }),
    CreatedDate: row.created_at,
    SessionDuration: row.session_duration,
    ...(row.relay_state !== null && { RelayState: row.relay_state }),
  }
}

/** The roles made from this permission set are no longer as it is: ProvisionPermissionSet brings them there. */
export async function markRolesOutdated(context: OperationContext, permissionSetArn: string): Promise<void> {
  await tables(context).updateTable('provisioned_roles').set({ latest: false }).where('permission_set_arn', '=', permissionSetArn).execute()
}
