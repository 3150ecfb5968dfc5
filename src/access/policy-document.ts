import { z } from 'zod'
import { compilePolicy } from './compiled-policy.ts'
import type { PolicyDocument } from './policy.ts'

// "Grammar of the IAM JSON policy language" in the IAM user guide, for policies that go with an identity or a session.

const texts = z.union([z.string(), z.array(z.string()).min(1)])
const scalar = z.union([z.string(), z.boolean(), z.number()])
const condition = z.record(z.string(), z.record(z.string(), z.union([scalar, z.array(scalar)])))

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: texts.optional(),
    NotAction: texts.optional(),
    Resource: texts.optional(),
    NotResource: texts.optional(),
    Condition: condition.optional(),
  })
  .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined), 'needs either Action or NotAction')
  .refine(({ Resource, NotResource }) => (Resource === undefined) !== (NotResource === undefined), 'needs either Resource or NotResource')

const document = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: z.union([statement, z.array(statement).min(1)]),
})

/** A JSON text as policy; an Error that says what is wrong with it when the evaluator could not take it. */
export function readPolicyDocument(text: string): PolicyDocument | Error {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return new Error('it is not valid JSON')
  }
  const parsed = document.safeParse(json)
  if (!parsed.success) return new Error(firstProblem(parsed.error.issues))
  const policy = parsed.data as PolicyDocument
  const { problem } = compilePolicy(policy, 'identity')
  return problem === undefined ? policy : new Error(problem)
}

function firstProblem(issues: readonly z.core.$ZodIssue[]): string {
  const [issue] = issues
  // Of the ways a union can go wrong the last one, the list, says most when it goes deep.
  const inner =
    issue?.code === 'invalid_union' ? issue.errors.flat().toSorted((one, other) => other.path.length - one.path.length)[0] : undefined
  const path = [...(issue?.path ?? []), ...(inner?.path ?? [])].join('.')
  return `${path ? `${path}: ` : ''}${(inner ?? issue)?.message ?? 'it is not a policy'}`
}
