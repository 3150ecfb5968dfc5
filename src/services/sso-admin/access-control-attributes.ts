import { type OperationContext, transaction } from '../../access/context.ts'
import type { InstanceAccessControlAttributeConfiguration } from '../../wire/models/sso-admin.ts'
import { findProvisionedUser } from '../identity-store/index.ts'
import { attributeValue, readSource } from './access-control-source.ts'
import { invalid, notFound } from './faults.ts'
import { ownOrganizationInstance } from './instance.ts'
import { type AccessControlAttributesTable, type InstancesTable, tables } from './tables.ts'

// Attributes for access control: which of a person's attributes go into their sessions in accounts, as `aws:PrincipalTag/<key>`.

type Attribute = Pick<AccessControlAttributesTable, 'key' | 'source'>

/** Throws ValidationException for keys that come twice or are AWS's own, and for sources that are no attributes of people. */
export function readAttributes({ AccessControlAttributes }: InstanceAccessControlAttributeConfiguration): Attribute[] {
  const keys = new Set(AccessControlAttributes.map(({ Key }) => Key.toLowerCase()))
  if (keys.size < AccessControlAttributes.length) throw invalid('A key may be given once only; keys do not differ by their case.')
  if (AccessControlAttributes.some(({ Key }) => /^aws:/i.test(Key))) throw invalid("Keys that begin with 'aws:' are reserved.")
  return AccessControlAttributes.map(({ Key, Value: { Source } }) => {
    const [source = ''] = Source
    if (!readSource(source)) throw invalid(`The source ${source} of the attribute ${Key} is not supported.`)
    return { key: Key, source }
  })
}

/** The organization instance with its configuration; throws ResourceNotFoundException without one. */
export async function ownConfiguration(context: OperationContext, instanceArn: string, lock?: 'lock'): Promise<InstancesTable> {
  const row = await ownOrganizationInstance(context, instanceArn, lock)
  if (row.access_control_at === null) throw notFound(`Attribute configuration of instance ${instanceArn}`)
  return row
}

/** At most fifty. */
export const selectAttributes = (context: OperationContext, instanceArn: string): Promise<Attribute[]> =>
  tables(context)
    .selectFrom('access_control_attributes')
    .select(['key', 'source'])
    .where('instance_arn', '=', instanceArn)
    .orderBy('key')
    .execute()

export async function replaceAttributes(context: OperationContext, instanceArn: string, attributes: readonly Attribute[]): Promise<void> {
  await transaction(context, async (context) => {
    await tables(context).deleteFrom('access_control_attributes').where('instance_arn', '=', instanceArn).execute()
    const rows = attributes.map((attribute) => ({ instance_arn: instanceArn, ...attribute }))
    if (rows.length > 0) await tables(context).insertInto('access_control_attributes').values(rows).execute()
  })
}

/** The tags of a person's sessions in accounts: their attributes, of those that the instance is configured for. */
export async function sessionTagsOf(
  context: OperationContext,
  person: { instanceArn: string; identityStoreId: string; userId: string },
): Promise<Record<string, string>> {
  const attributes = await tables(context)
    .selectFrom('access_control_attributes')
    .innerJoin('instances', 'instances.instance_arn', 'access_control_attributes.instance_arn')
    .select(['key', 'source'])
    .where('instances.instance_arn', '=', person.instanceArn)
    .where('instances.access_control_at', '<=', context.clock.now())
    .execute()
  const user = attributes.length > 0 ? await findProvisionedUser(context, person.identityStoreId, person.userId) : undefined
  if (!user) return {}
  const tags = attributes.map(({ key, source }) => [key, attributeValue(user, source)])
  return Object.fromEntries(tags.filter(([, value]) => value !== undefined))
}
