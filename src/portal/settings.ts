import type { OperationContext } from '../access/context.ts'
import { tables } from './tables.ts'

/** What administrators decide about signing in. */
export interface PortalSettings {
  /** 15 minutes to 7 days; AWS's default is 8 hours. */
  readonly sessionMinutes: number
  /** When a second factor is asked for. */
  readonly mfa: 'never' | 'at-risk' | 'always'
  /** What happens to people without a device when one is asked for. */
  readonly mfaWithoutDevice: 'allow' | 'enrol' | 'block'
}

export const defaultSettings: PortalSettings = { sessionMinutes: 480, mfa: 'at-risk', mfaWithoutDevice: 'allow' }

export async function readSettings(context: OperationContext): Promise<PortalSettings> {
  const row = await tables(context).selectFrom('settings').selectAll().executeTakeFirst()
  return row ? { sessionMinutes: row.session_minutes, mfa: row.mfa, mfaWithoutDevice: row.mfa_without_device } : defaultSettings
}

/** Sessions that exist keep their length. */
export async function writeSettings(context: OperationContext, settings: PortalSettings): Promise<void> {
  const row = { session_minutes: settings.sessionMinutes, mfa: settings.mfa, mfa_without_device: settings.mfaWithoutDevice }
  await tables(context)
    .insertInto('settings')
    .values({ id: 1, ...row })
    .onConflict((existing) => existing.column('id').doUpdateSet(row))
    .execute()
}
