import { expect, test } from 'vitest'
import { endedPhases, nextPhase, phases, type RequestAction, requestTransitions } from './phases.ts'

const actions = Object.keys(requestTransitions) as RequestAction[]

test('every phase can be reached from QUEUED', () => {
  const reached = new Set(['QUEUED'])
  for (const phase of phases.flatMap(() => phases)) {
    for (const action of actions) {
      const next = reached.has(phase) ? nextPhase(phase, action) : undefined
      if (next) reached.add(next)
    }
  }
  expect([...reached].sort()).toEqual([...phases].sort())
})

test('an ended request goes on by a retry only, and only when it failed', () => {
  const left = endedPhases.flatMap((phase) => actions.filter((action) => nextPhase(phase, action)).map((action) => `${phase} ${action}`))
  expect(left).toEqual(['FAILED retry'])
})

test('whatever happens to a request that is being cancelled, it ends CANCELLED', () => {
  const leads = actions.map((action) => nextPhase('CANCELLING', action)).filter((phase) => phase && phase !== 'CANCELLING')
  expect(new Set(leads)).toEqual(new Set(['CANCELLED']))
})
