import type { OperationContext } from '../../access/context.ts'
import { linkRoles } from '../iam/index.ts'
import { tables } from './tables.ts'

/** Puts an account into the installation that belongs to no organization, with the roles that AWS gives each. Fails when its id or e-mail address is taken. */
export async function createStandaloneAccount(
  context: OperationContext,
  account: { id: string; name: string; email: string },
): Promise<void> {
  await tables(context)
    .insertInto('accounts')
    .values({
      id: account.id,
      organization_id: null,
      parent_id: null,
      name: account.name,
      email: account.email,
      state: 'ACTIVE',
      joined_method: null,
      joined_at: null,
      created_at: context.clock.now(),
    })
    .execute()
  await linkRoles(context, account.id, ['support', 'trustedAdvisor'])
}
