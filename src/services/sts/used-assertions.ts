import { hash } from 'node:crypto'
import type { OperationContext } from '../../access/context.ts'
import { wallTime } from '../../clock.ts'
import { Fault } from '../../fault.ts'
import { tables } from './tables.ts'

interface Use {
  readonly providerArn: string
  readonly roleArn: string
  readonly assertionId: string
  readonly validUntil: Date
}

/** An assertion opens each role once: programs open several roles with one. Throws InvalidIdentityToken. */
export async function useAssertion(context: OperationContext, { providerArn, roleArn, assertionId, validUntil }: Use): Promise<void> {
  await tables(context).deleteFrom('used_assertions').where('expires_at', '<=', wallTime()).execute()
  const used = { provider_arn: providerArn, role_arn: roleArn, assertion_hash: hash('sha256', assertionId), expires_at: validUntil }
  const inserted = await tables(context)
    .insertInto('used_assertions')
    .values(used)
    .onConflict((existing) => existing.doNothing())
    .returning('assertion_hash')
    .executeTakeFirst()
  if (!inserted) throw new Fault('InvalidIdentityToken', 'The assertion has opened this role before.')
}
