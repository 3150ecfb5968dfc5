import type { OperationContext } from '../../access/context.ts'
import { tables } from './tables.ts'

/** Who may sign in by password beside the external identity providers; `administrator` is the way in when a provider fails. */
export type PasswordSignIn = 'everyone' | 'administrator' | 'nobody'

export async function readPasswordSignIn(context: OperationContext): Promise<PasswordSignIn> {
  const row = await tables(context).selectFrom('identity_source').select('password_sign_in').executeTakeFirst()
  return row?.password_sign_in ?? 'everyone'
}

export async function writePasswordSignIn(context: OperationContext, passwordSignIn: PasswordSignIn): Promise<void> {
  await tables(context)
    .insertInto('identity_source')
    .values({ id: 1, password_sign_in: passwordSignIn })
    .onConflict((existing) => existing.column('id').doUpdateSet({ password_sign_in: passwordSignIn }))
    .execute()
}

/** The setting as it counts: without an enabled provider there is no other way in than passwords. */
export async function effectivePasswordSignIn(context: OperationContext): Promise<PasswordSignIn> {
  const chosen = await readPasswordSignIn(context)
  if (chosen === 'everyone') return chosen
  const provider = await tables(context).selectFrom('identity_providers').select('id').where('enabled', '=', true).executeTakeFirst()
  return provider ? chosen : 'everyone'
}

/** Whether this person's password is a way in. */
export async function maySignInByPassword(
  context: OperationContext,
  { userId, administratorId }: { userId: string; administratorId: string | undefined },
): Promise<boolean> {
  const allowed = await effectivePasswordSignIn(context)
  return allowed === 'everyone' || (allowed === 'administrator' && userId === administratorId)
}
