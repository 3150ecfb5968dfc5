import { z } from 'zod'
import { statementsOf } from '../../access/policy.ts'
import { compilePattern } from '../../access/wildcard.ts'
import { delegableOperations } from './delegable-operations.ts'
import { invalidInput } from './faults.ts'

// "Resource-based delegation policy" in the user guide of AWS Organizations.

const texts = z.union([z.string(), z.array(z.string()).min(1)])
const principal = z.union([z.literal('*'), z.record(z.enum(['AWS', 'Service', 'Federated']), texts.optional())])
const scalar = z.union([z.string(), z.boolean(), z.number()])

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: principal.optional(),
    NotPrincipal: principal.optional(),
    Action: texts.optional(),
    NotAction: texts.optional(),
    Resource: texts,
    Condition: z.record(z.string(), z.record(z.string(), z.union([scalar, z.array(scalar)]))).optional(),
  })
  .refine(({ Principal, NotPrincipal }) => (Principal === undefined) !== (NotPrincipal === undefined), 'needs a Principal')
  .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined), 'needs an Action')

const document = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: z.union([statement, z.array(statement).min(1)]),
})

/** Throws InvalidInputException for what is no resource-based policy; AWS has no error of its own for it here. */
export function checkResourcePolicy(content: string): void {
  const problem = problemOf(content)
  if (problem !== undefined) throw invalidInput('INVALID_RESOURCE_POLICY_JSON', `The provided resource policy is not valid: ${problem}`)
  const actions = statementsOf(JSON.parse(content)).flatMap(({ Action, NotAction }) => Action ?? NotAction ?? [])
  const stranger = actions.find((action) => !isDelegable(action))
  if (stranger !== undefined) {
    throw invalidInput('UNSUPPORTED_ACTION_IN_RESOURCE_POLICY', `The resource policy names an action that cannot be delegated: ${stranger}`)
  }
}

/** Does the action, which may have wildcards, name an operation that can be delegated? */
function isDelegable(action: string): boolean {
  if (!/^organizations:[A-Za-z*?]+$/.test(action)) return false
  const matches = compilePattern(action.toLowerCase())
  return delegableOperations.some((operation) => matches(`organizations:${operation}`.toLowerCase()))
}

function problemOf(content: string): string | undefined {
  let json: unknown
  try {
    json = JSON.parse(content)
  } catch {
    return 'it is not valid JSON'
  }
  const [issue] = document.safeParse(json).error?.issues ?? []
  return issue && `${issue.path.join('.') || 'it'}: ${issue.message}`
}
