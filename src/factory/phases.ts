/** Where a request is. The record's status on the wire is derived from it (see request-view.ts). */
export const phases = ['QUEUED', 'RUNNING', 'CANCELLING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const
export type Phase = (typeof phases)[number]

/** What may happen to a request in each phase and where it leads. Code, tests and console read this one table. */
export const requestTransitions = {
  start: { QUEUED: 'RUNNING', RUNNING: 'RUNNING', CANCELLING: 'CANCELLING' },
  /** Its node died or stopped: it waits for a slot again. */
  requeue: { RUNNING: 'QUEUED' },
  succeed: { RUNNING: 'SUCCEEDED' },
  fail: { QUEUED: 'FAILED', RUNNING: 'FAILED', CANCELLING: 'CANCELLED' },
  /** Asked by a person: at once when nothing has begun, else at the next step. */
  cancel: { QUEUED: 'CANCELLED', RUNNING: 'CANCELLING' },
  endCancelled: { CANCELLING: 'CANCELLED' },
  retry: { FAILED: 'QUEUED' },
} as const satisfies Record<string, Partial<Record<Phase, Phase>>>
export type RequestAction = keyof typeof requestTransitions

/** The phase that `action` leads to from `phase`, or undefined when the action is not allowed there. */
export function nextPhase(phase: Phase, action: RequestAction): Phase | undefined {
  return (requestTransitions[action] as Partial<Record<Phase, Phase>>)[phase]
}

export const endedPhases: readonly Phase[] = ['SUCCEEDED', 'FAILED', 'CANCELLED']

export const stepStatuses = ['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const
export type StepStatus = (typeof stepStatuses)[number]

/** A failed or cancelled step runs again on a retry; one that succeeded is never run again. */
export const stepTransitions = {
  begin: { PENDING: 'RUNNING', RUNNING: 'RUNNING', FAILED: 'RUNNING', CANCELLED: 'RUNNING' },
  succeed: { RUNNING: 'SUCCEEDED' },
  fail: { RUNNING: 'FAILED' },
  cancel: { PENDING: 'CANCELLED', RUNNING: 'CANCELLED' },
} as const satisfies Record<string, Partial<Record<StepStatus, StepStatus>>>

export type RequestType = 'PROVISION_PRODUCT' | 'TERMINATE_PROVISIONED_PRODUCT'

/** The numbered steps of each type of request, in order. */
export const stepTitles = {
  PROVISION_PRODUCT: {
    'check-request': 'Check the request',
    'create-account': 'Create the account',
    'enroll-account': 'Enroll the account in its organizational unit',
    'find-or-create-user': 'Find or create the user',
    'give-access': 'Give access to the account',
    'tag-account': 'Tag the account',
    finish: 'Finish',
  },
  TERMINATE_PROVISIONED_PRODUCT: {
    'check-request': 'Check the request',
    'unmanage-account': 'Unmanage the account',
    finish: 'Finish',
  },
} as const satisfies Record<RequestType, Record<string, string>>

export type ProvisionStep = keyof (typeof stepTitles)['PROVISION_PRODUCT']
export type TerminateStep = keyof (typeof stepTitles)['TERMINATE_PROVISIONED_PRODUCT']
export type StepName = ProvisionStep | TerminateStep
