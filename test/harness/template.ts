/** The migrated database that every test's database is a clone of. */
export const templateDatabase = 'account_factory_template'

/** The same server, another database. */
export function databaseUrl(postgres: string, database: string): string {
  const url = new URL(postgres)
  url.pathname = `/${database}`
  return url.href
}
