import type { Database } from '../database/database.ts'

/** What the first start set up; with `--empty` there is an account and nothing else. */
export interface Installation {
  readonly managementAccountId: string
  readonly organizationId: string | undefined
  readonly instanceArn: string | undefined
  readonly identityStoreId: string | undefined
  /** The person that first signs in, in the identity store. */
  readonly administratorId: string | undefined
  readonly homeRegion: string
}

type ServerTables = {
  installation: {
    id: number
    management_account_id: string
    organization_id: string | null
    instance_arn: string | null
    identity_store_id: string | null
    administrator_id: string | null
    home_region: string
    created_at: Date
  }
}

const tables = (db: Database) => db.withSchema('server').withTables<ServerTables>()

/** The installation, or undefined before the first start has finished. */
export async function findInstallation(db: Database): Promise<Installation | undefined> {
  const row = await tables(db).selectFrom('installation').selectAll().executeTakeFirst()
  if (!row) return undefined
  return {
    managementAccountId: row.management_account_id,
    organizationId: row.organization_id ?? undefined,
    instanceArn: row.instance_arn ?? undefined,
    identityStoreId: row.identity_store_id ?? undefined,
    administratorId: row.administrator_id ?? undefined,
    homeRegion: row.home_region,
  }
}

export async function saveInstallation(db: Database, installation: Installation, createdAt: Date): Promise<void> {
  await tables(db)
    .insertInto('installation')
    .values({
      id: 1,
      management_account_id: installation.managementAccountId,
      organization_id: installation.organizationId ?? null,
      instance_arn: installation.instanceArn ?? null,
      identity_store_id: installation.identityStoreId ?? null,
      administrator_id: installation.administratorId ?? null,
      home_region: installation.homeRegion,
      created_at: createdAt,
    })
    .execute()
}
