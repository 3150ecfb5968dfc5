import { Fault } from '../../fault.ts'

/** Why a sign-in at a provider came to nothing, as far as the person is told; the sign-in page has the words. */
export type Problem = 'unknown-person' | 'cancelled' | 'expired' | 'failed' | 'unavailable'

const messages: Record<Problem, string> = {
  'unknown-person': 'Nobody here is who the identity provider says, or they are disabled.',
  cancelled: 'The identity provider did not sign the person in.',
  expired: 'The sign-in is not one that this browser began, is over or was used before.',
  failed: 'The answer of the identity provider does not hold.',
  unavailable: 'The identity provider cannot be reached.',
}

/** Tells the trail and the log what the person is not told. */
export function refuse(problem: Problem, cause?: unknown): Fault {
  const reason = cause instanceof Error ? ` (${cause.message.slice(0, 200)})` : ''
  return new Fault('SignInFailed', `${messages[problem]}${reason}`, { fields: { problem }, cause })
}

/** The problem of a refusal; undefined for any other error. */
export function problemOf(error: unknown): Problem | undefined {
  const problem = error instanceof Fault ? error.fields.problem : undefined
  return typeof problem === 'string' && Object.hasOwn(messages, problem) ? (problem as Problem) : undefined
}
