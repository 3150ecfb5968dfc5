import { sql } from 'kysely'
import { type OperationContext, transaction } from '../../access/context.ts'
import { quotaOf } from '../service-quotas/index.ts'
import { alreadyExists, deleteConflict, limitExceeded, noSuchEntity, unmodifiable } from './faults.ts'
import { type IamPage, iamPage } from './page.ts'
import { forgetPolicies } from './policies-of.ts'
import { type PrincipalsTable, tables } from './tables.ts'
import { checkTags, forgetTags, putTags, type Tag } from './tags.ts'
import { newUniqueId } from './unique-id.ts'

// What users, roles and groups have in common.

export type EntityKind = PrincipalsTable['type']

/** IAM's quota for users, which is not raised for anybody. */
export const mostUsers = 5_000
const idPrefixes: Readonly<Record<EntityKind, string>> = { role: 'AROA', user: 'AIDA', group: 'AGPA' }
const plurals: Readonly<Record<EntityKind, string>> = { role: 'RolesPerAccount', user: 'UsersPerAccount', group: 'GroupsPerAccount' }

export const capitalized = (kind: EntityKind): string => kind.charAt(0).toUpperCase() + kind.slice(1)

/** The user, role or group of the caller's account with this name. Throws NoSuchEntity. */
export async function getEntity(context: OperationContext, kind: EntityKind, name: string): Promise<PrincipalsTable> {
  const row = await findEntity(context, kind, name)
  if (!row) throw noSuchEntity(`The ${kind} with name ${name} cannot be found.`)
  return row
}

export function findEntity(context: OperationContext, kind: EntityKind, name: string): Promise<PrincipalsTable | undefined> {
  return tables(context)
    .selectFrom('principals')
    .selectAll()
    .where('account_id', '=', context.caller.accountId)
    .where('type', '=', kind)
    .where('name', '=', name)
    .executeTakeFirst()
}

/** The same, to be changed: roles that AWS services keep cannot be. Throws UnmodifiableEntity. */
export async function getModifiable(context: OperationContext, kind: EntityKind, name: string): Promise<PrincipalsTable> {
  const row = await getEntity(context, kind, name)
  if (isProtected(row)) throw unmodifiable(name)
  return row
}

const isProtected = ({ type, path }: PrincipalsTable): boolean =>
  type === 'role' && (path.startsWith('/aws-reserved/') || path.startsWith('/aws-service-role/'))

export interface NewEntity {
  readonly name: string
  readonly path?: string | undefined
  readonly description?: string | undefined
  readonly trustPolicy?: string | undefined
  readonly maxSessionSeconds?: number | undefined
  readonly boundaryArn?: string | undefined
  readonly tags?: readonly Tag[] | undefined
}

/** Throws EntityAlreadyExists and LimitExceeded. */
export function createEntity(context: OperationContext, kind: EntityKind, entity: NewEntity): Promise<PrincipalsTable> {
  const { accountId } = context.caller
  const { name, path = '/' } = entity
  const row: PrincipalsTable = {
    arn: `arn:aws:iam::${accountId}:${kind}${path}${name}`,
    type: kind,
    account_id: accountId,
    name,
    path,
    unique_id: newUniqueId(idPrefixes[kind]),
    description: entity.description ?? null,
    trust_policy: entity.trustPolicy ?? null,
    max_session_seconds: kind === 'role' ? (entity.maxSessionSeconds ?? 3600) : null,
    permissions_boundary_arn: entity.boundaryArn ?? null,
    created_at: context.clock.now(),
  }
  const tags = checkTags(entity.tags)
  return transaction(context, async (context) => {
    await checkName(context, kind, name)
    const inserted = await tables(context)
      .insertInto('principals')
      .values(row)
      .onConflict((existing) => existing.doNothing())
      .returning('arn')
      .executeTakeFirst()
    if (!inserted) throw alreadyExists(`${capitalized(kind)} with name ${name} already exists.`)
    await checkQuota(context, kind)
    await putTags(context, row.arn, tags)
    return row
  })
}

/** Names are given once without regard to case; of two who ask at the same time the second waits. Throws EntityAlreadyExists. */
export async function checkName(context: OperationContext, kind: EntityKind, name: string, ownArn = ''): Promise<void> {
  const { accountId } = context.caller
  await sql`select pg_advisory_xact_lock(hashtextextended(${`iam ${kind} ${accountId}`}, 0))`.execute(context.db)
  const taken = await tables(context)
    .selectFrom('principals')
    .select('arn')
    .where('account_id', '=', accountId)
    .where('type', '=', kind)
    .where(({ fn, ref }) => fn('lower', [ref('name')]), '=', name.toLowerCase())
    .where('arn', '!=', ownArn)
    .executeTakeFirst()
  if (taken) throw alreadyExists(`${capitalized(kind)} with name ${name} already exists.`)
}

async function checkQuota(context: OperationContext, kind: EntityKind): Promise<void> {
  const { count } = await tables(context)
    .selectFrom('principals')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('account_id', '=', context.caller.accountId)
    .where('type', '=', kind)
    .executeTakeFirstOrThrow()
  const most = kind === 'user' ? mostUsers : await quotaOf(context, context.caller.accountId, kind === 'role' ? 'roles' : 'groups')
  if (Number(count) > most) throw limitExceeded(`Cannot exceed quota for ${plurals[kind]}: ${most}`)
}

/** A page of the entities of a kind below a path, by name. */
export function listEntities(
  context: OperationContext,
  kind: EntityKind,
  input: { readonly PathPrefix?: string; readonly Marker?: string; readonly MaxItems?: number },
): Promise<IamPage<PrincipalsTable>> {
  const { accountId } = context.caller
  const { PathPrefix = '/' } = input
  return iamPage(
    ['ListEntities', kind, accountId, PathPrefix],
    input,
    ({ name }: PrincipalsTable) => [name],
    (after, limit) => {
      let select = tables(context).selectFrom('principals').selectAll().where('account_id', '=', accountId).where('type', '=', kind)
      if (PathPrefix !== '/')
        select = select.where(({ eb, fn, val }) => eb(fn<boolean>('starts_with', ['path', val(PathPrefix)]), '=', true))
      if (after) select = select.where('name', '>', String(after[0]))
      return select.orderBy('name').limit(limit).execute()
    },
  )
}

export async function updateEntity(context: OperationContext, row: PrincipalsTable, change: Partial<PrincipalsTable>): Promise<void> {
  await tables(context).updateTable('principals').set(change).where('arn', '=', row.arn).execute()
  forgetPolicies(context, row.arn)
}

/** Deletes what has no policies any more. */
export function removeEntity(context: OperationContext, row: PrincipalsTable): Promise<void> {
  return transaction(context, async (context) => {
    await tables(context).selectFrom('principals').select('arn').where('arn', '=', row.arn).forUpdate().execute()
    const [attached, inline] = await Promise.all(
      (['attached_policies', 'inline_policies'] as const).map((table) =>
        tables(context).selectFrom(table).select('principal_arn').where('principal_arn', '=', row.arn).limit(1).execute(),
      ),
    )
    if (attached?.length) throw deleteConflict('Cannot delete entity, must detach all policies first.')
    if (inline?.length) throw deleteConflict('Cannot delete entity, must delete policies first.')
    const profile = await tables(context).selectFrom('instance_profiles').select('arn').where('role_arn', '=', row.arn).executeTakeFirst()
    if (profile) throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.')
    await tables(context).deleteFrom('principals').where('arn', '=', row.arn).execute()
    await forgetTags(context, row.arn)
    forgetPolicies(context, row.arn)
  })
}
