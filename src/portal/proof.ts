import type { OperationContext } from '../access/context.ts'
import { Fault } from '../fault.ts'
import type { Session } from './sessions.ts'

/** For this long after a password or a second factor was given, one may change what signs one in. */
const proofMs = 10 * 60_000

export function isProved({ clock }: OperationContext, { provedAt }: Session): boolean {
  return clock.now().getTime() - provedAt.getTime() < proofMs
}

/** Throws ProofRequired when the person has to prove once more who they are: an unlocked screen is not enough. */
export function checkProof(context: OperationContext, session: Session): void {
  if (!isProved(context, session)) throw new Fault('ProofRequired', 'Prove once more that it is you: it was ten minutes ago or more.')
}
