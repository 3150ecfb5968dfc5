import { useQueryClient } from '@tanstack/react-query'
import { useReducer, useRef } from 'react'
import { ssoAdmin } from '../../lib/aws.ts'
import { type PlannedAssignment, principalOf, workThrough } from './assignment-plan.ts'
import { untilDone } from './assignment-work.ts'

const atOnce = 5

export interface AssignmentState {
  readonly status: 'waiting' | 'running' | 'done' | 'failed'
  /** Why it failed. */
  readonly problem?: string
}

type States = ReadonlyMap<string, AssignmentState>

/** Makes planned assignments, five at a time, and tells how far each is. One that exists already counts as made. */
export function useAssignmentRun(instanceArn: string) {
  const client = useQueryClient()
  const [states, tell] = useReducer(
    (before: States, [key, state]: readonly [string, AssignmentState]): States => new Map(before).set(key, state),
    new Map<string, AssignmentState>(),
  )
  const running = useRef(false)
  const run = async (plan: readonly PlannedAssignment[]): Promise<void> => {
    if (running.current) return
    running.current = true
    for (const { key } of plan) tell([key, { status: 'waiting' }])
    await workThrough(plan, atOnce, async (assignment) => {
      tell([assignment.key, { status: 'running' }])
      const problem = await assign(instanceArn, assignment).catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      )
      tell([assignment.key, problem === undefined ? { status: 'done' } : { status: 'failed', problem }])
    })
    running.current = false
    await Promise.all(['account-access', 'principal-access'].map((queryKey) => client.invalidateQueries({ queryKey: [queryKey] })))
  }
  return { states, run }
}

async function assign(InstanceArn: string, { account, principal, set }: PlannedAssignment): Promise<undefined> {
  const { type, id } = principalOf(principal)
  const target = { InstanceArn, TargetType: 'AWS_ACCOUNT' as const, TargetId: account.value }
  const input = { ...target, PermissionSetArn: set.value, PrincipalType: type, PrincipalId: id }
  const { AccountAssignmentCreationStatus } = await ssoAdmin.call('CreateAccountAssignment', input)
  await untilDone('creation', InstanceArn, AccountAssignmentCreationStatus?.RequestId ?? '')
}
