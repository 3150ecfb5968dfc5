import { type OperationContext, transaction } from '../../access/context.ts'
import { seal } from '../../access/seal.ts'
import { Fault } from '../../fault.ts'
import { randomHex } from '../../random.ts'
import type { OidcConfiguration, Provider, SamlConfiguration } from './provider.ts'
import { type IdentityProvidersTable, tables } from './tables.ts'

const mostProviders = 10

/** Purpose of the seal of client secrets. */
export const clientSecretPurpose = 'external-client-secret'

/** All there is to say of a provider; `clientSecret` undefined keeps the one that there is. */
export type ProviderInput = Pick<Provider, 'name' | 'enabled' | 'matchClaim' | 'matchAttribute' | 'createUsers'> &
  (
    | { readonly kind: 'oidc'; readonly configuration: OidcConfiguration; readonly clientSecret?: string | undefined }
    | { readonly kind: 'saml'; readonly configuration: SamlConfiguration }
  )

/** At most ten, by name. */
export async function listProviders(context: OperationContext): Promise<Provider[]> {
  const rows = await tables(context).selectFrom('identity_providers').selectAll().orderBy('name').limit(mostProviders).execute()
  return rows.map(toProvider)
}

export async function findProvider(context: OperationContext, id: string): Promise<Provider | undefined> {
  const row = await tables(context).selectFrom('identity_providers').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toProvider(row)
}

export async function createProvider(context: OperationContext, secretKey: Buffer, input: ProviderInput): Promise<Provider> {
  const now = context.clock.now()
  const id = `idp-${randomHex(16)}`
  return transaction(context, async (context) => {
    const { count } = await tables(context)
      .selectFrom('identity_providers')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow()
    if (Number(count) >= mostProviders)
      throw new Fault('ValidationException', `There are ${count} identity providers, and there is no room for more.`)
    const row = { id, kind: input.kind, ...columnsOf(secretKey, input), created_at: now, updated_at: now }
    const created = await onlyName(input, () =>
      tables(context).insertInto('identity_providers').values(row).returningAll().executeTakeFirstOrThrow(),
    )
    return toProvider(created)
  })
}

/** Its kind stays what it is. */
export async function replaceProvider(context: OperationContext, secretKey: Buffer, id: string, input: ProviderInput): Promise<Provider> {
  const replaced = await onlyName(input, () =>
    tables(context)
      .updateTable('identity_providers')
      .set({ ...columnsOf(secretKey, input), updated_at: context.clock.now() })
      .where('id', '=', id)
      .where('kind', '=', input.kind)
      .returningAll()
      .executeTakeFirst(),
  )
  if (!replaced) throw noProvider(id)
  return toProvider(replaced)
}

/** Sign-ins under way there end with it. */
export async function deleteProvider(context: OperationContext, id: string): Promise<void> {
  const [deleted] = await tables(context).deleteFrom('identity_providers').where('id', '=', id).returning('id').execute()
  if (!deleted) throw noProvider(id)
}

export const noProvider = (id: string): Fault => new Fault('ResourceNotFoundException', `There is no identity provider '${id}'.`)

type Columns = Omit<IdentityProvidersTable, 'id' | 'kind' | 'created_at' | 'updated_at' | 'client_secret'> & {
  client_secret?: string | null
}

function columnsOf(secretKey: Buffer, input: ProviderInput): Columns {
  const { name, enabled, matchClaim, matchAttribute, createUsers, configuration } = input
  const secret = input.kind === 'oidc' ? input.clientSecret : undefined
  return {
    name,
    enabled,
    match_claim: matchClaim,
    match_attribute: matchAttribute,
    create_users: createUsers,
    configuration: JSON.stringify(configuration) as never,
    // An empty one takes the secret away: a public client.
    ...(secret !== undefined && { client_secret: secret === '' ? null : seal(secretKey, clientSecretPurpose, secret) }),
  }
}

function toProvider(row: IdentityProvidersTable): Provider {
  const core = {
    id: row.id,
    name: row.name,
    enabled: row.enabled,
    matchClaim: row.match_claim,
    matchAttribute: row.match_attribute,
    createUsers: row.create_users,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
  return row.kind === 'oidc'
    ? { ...core, kind: 'oidc', configuration: row.configuration as OidcConfiguration, sealedSecret: row.client_secret ?? undefined }
    : { ...core, kind: 'saml', configuration: row.configuration as SamlConfiguration }
}

async function onlyName<Result>({ name }: ProviderInput, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write()
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'identity_providers_by_name') throw error
    throw new Fault('ConflictException', `There is an identity provider called ${name} already.`, { fields: { field: 'name' } })
  }
}
