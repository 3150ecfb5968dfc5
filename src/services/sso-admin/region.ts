import type { OperationContext } from '../../access/context.ts'
import type { RegionMetadata } from '../../wire/models/sso-admin.ts'
import { conflict, invalid } from './faults.ts'
import { ownOrganizationInstance, primaryRegionOf } from './instance.ts'
import { type InstancesTable, type RegionsTable, tables } from './tables.ts'

// An instance lives in its primary Region and is copied to others ("Using IAM Identity Center across multiple AWS Regions" in the user guide).

/** Regions by instance, in the order of their names; an instance has as many as AWS has Regions at most. */
export async function regionsOf(context: OperationContext, instances: readonly InstancesTable[]): Promise<Map<string, RegionMetadata[]>> {
  if (instances.length === 0) return new Map()
  const arns = instances.map(({ instance_arn }) => instance_arn)
  const rows = await selectRegions(context).where('instance_arn', 'in', arns).execute()
  return new Map(
    instances.map((instance) => {
      const others = rows
        .filter(({ instance_arn }) => instance_arn === instance.instance_arn)
        .map((row) => describeRegionShape(context, row))
      const byName = (one: RegionMetadata, other: RegionMetadata) => ((one.RegionName ?? '') < (other.RegionName ?? '') ? -1 : 1)
      return [instance.instance_arn, [primaryShape(context, instance), ...others].sort(byName)]
    }),
  )
}

/** Those that are not gone. */
export const selectRegions = (context: OperationContext) =>
  tables(context)
    .selectFrom('regions')
    .selectAll()
    .where((eb) => eb.or([eb('removing', '=', false), eb('changed_at', '>', context.clock.now())]))

export function describeRegionShape({ clock }: OperationContext, row: RegionsTable): RegionMetadata {
  const isChanging = row.changed_at > clock.now()
  return {
    RegionName: row.region_name,
    Status: row.removing ? 'REMOVING' : isChanging ? 'ADDING' : 'ACTIVE',
    AddedDate: row.added_at,
    IsPrimaryRegion: false,
  }
}

export const primaryShape = (context: OperationContext, instance: InstancesTable): RegionMetadata => ({
  RegionName: primaryRegionOf(context, instance),
  Status: 'ACTIVE',
  AddedDate: instance.created_at,
  IsPrimaryRegion: true,
})

/** The instance, locked, when its Regions may be changed: from the primary one, and one change after the other. */
export async function lockForRegionChange(
  context: OperationContext,
  instanceArn: string,
): Promise<{ instance: InstancesTable; regions: RegionsTable[] }> {
  const instance = await ownOrganizationInstance(context, instanceArn, 'lock')
  const primary = primaryRegionOf(context, instance)
  if (context.region !== primary) throw invalid(`Regions are added and removed from the primary Region, which is ${primary}.`)
  const regions = await selectRegions(context).where('instance_arn', '=', instanceArn).execute()
  const changing = regions.find(({ changed_at }) => changed_at > context.clock.now())
  if (changing)
    throw conflict(`Region ${changing.region_name} is being ${changing.removing ? 'removed' : 'added'}; wait until that is done.`)
  return { instance, regions }
}
