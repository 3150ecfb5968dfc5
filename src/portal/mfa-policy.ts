import type { PortalSettings } from './settings.ts'

/** What is known when the password was right. */
export interface MfaFacts {
  readonly policy: PortalSettings['mfa']
  readonly withoutDevice: PortalSettings['mfaWithoutDevice']
  readonly hasDevice: boolean
  /** The browser brings a cookie by which this person trusts it. */
  readonly trustedDevice: boolean
  /** The person signed in from this network in the last 90 days. */
  readonly knownNetwork: boolean
  /** Wrong passwords given for this name since the last right one. */
  readonly failedBefore: number
  readonly oneTimePassword: boolean
}

/** `ask` for a factor of a device, `enrol` one first, `block` the sign-in, or `skip` all that. */
export type MfaDecision = 'skip' | 'ask' | 'enrol' | 'block'

export function decideMfa(facts: MfaFacts): MfaDecision {
  const isDue = facts.policy === 'always' || (facts.policy === 'at-risk' && isAtRisk(facts))
  if (!isDue) return 'skip'
  if (facts.hasDevice) return 'ask'
  return facts.withoutDevice === 'allow' ? 'skip' : facts.withoutDevice
}

function isAtRisk({ trustedDevice, knownNetwork, failedBefore, oneTimePassword }: MfaFacts): boolean {
  return !trustedDevice || !knownNetwork || failedBefore > 0 || oneTimePassword
}
