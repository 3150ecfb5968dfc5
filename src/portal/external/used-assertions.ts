import { hash } from 'node:crypto'
import type { OperationContext } from '../../access/context.ts'
import { refuse } from './refusal.ts'
import { tables } from './tables.ts'

/** An assertion counts once: throws when it came before, whichever browser brings it. */
export async function useAssertion(
  context: OperationContext,
  { providerId, assertionId, validUntil }: { providerId: string; assertionId: string; validUntil: Date },
): Promise<void> {
  await tables(context).deleteFrom('used_assertions').where('expires_at', '<=', context.clock.now()).execute()
  const [inserted] = await tables(context)
    .insertInto('used_assertions')
    .values({ provider_id: providerId, assertion_hash: hash('sha256', assertionId), expires_at: validUntil })
    .onConflict((conflict) => conflict.columns(['provider_id', 'assertion_hash']).doNothing())
    .returning('assertion_hash')
    .execute()
  if (!inserted) throw refuse('expired')
}
