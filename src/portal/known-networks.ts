import type { OperationContext } from '../access/context.ts'
import { ipv6Network, plainAddress } from './network.ts'
import { tables } from './tables.ts'

const forgetMs = 90 * 24 * 3_600_000

/** Whether the person signed in from the caller's network in the last 90 days. */
export async function isKnownNetwork(context: OperationContext, userId: string): Promise<boolean> {
  const row = await tables(context)
    .selectFrom('known_networks')
    .select('network')
    .where('user_id', '=', userId)
    .where('network', '=', networkOf(context.caller.sourceIp))
    .where('seen_at', '>', oldest(context))
    .executeTakeFirst()
  return row !== undefined
}

/** Before a session begins or ends in the same transaction: what is over of others is cleared away too, always in this order. */
export async function rememberNetwork(context: OperationContext, userId: string): Promise<void> {
  await tables(context).deleteFrom('known_networks').where('seen_at', '<=', oldest(context)).execute()
  await tables(context)
    .insertInto('known_networks')
    .values({ user_id: userId, network: networkOf(context.caller.sourceIp), seen_at: context.clock.now() })
    .onConflict((existing) => existing.columns(['user_id', 'network']).doUpdateSet({ seen_at: context.clock.now() }))
    .execute()
}

function oldest({ clock }: OperationContext): Date {
  return new Date(clock.now().getTime() - forgetMs)
}

/** The /24 of an IPv4 address, the /64 of an IPv6 one; an IPv4 address in IPv6 clothes is the former. */
export function networkOf(address: string): string {
  return ipv6Network(address) ?? `${plainAddress(address).split('.').slice(0, 3).join('.')}.0/24`
}
