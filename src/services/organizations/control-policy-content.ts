import { z } from 'zod'
import type { ControlPolicyType } from './policy-types.ts'

// "SCP syntax" and "RCP syntax" in the user guide of AWS Organizations.

const texts = (text: z.ZodString) => z.union([text, z.array(text).min(1)])
const action = z.string().regex(/^(\*|(\*|[a-zA-Z0-9-]+):[a-zA-Z0-9*?]+)$/, 'is no action')
const resource = z.string().regex(/^(\*|arn:.+)$/s, 'is no ARN')
const scalar = z.union([z.string(), z.boolean(), z.number()])

const operators = [
  'String(Not)?(Equals(IgnoreCase)?|Like)',
  'Numeric((Not)?Equals|(Less|Greater)Than(Equals)?)',
  'Date((Not)?Equals|(Less|Greater)Than(Equals)?)',
  'Bool|BinaryEquals|(Not)?IpAddress',
  'Arn(Not)?(Equals|Like)',
].join('|')
const operator = z
  .string()
  .regex(new RegExp(`^(((ForAllValues|ForAnyValue):)?(${operators})(IfExists)?|Null)$`, 'i'), 'is no condition operator')
const condition = z.record(operator, z.record(z.string().min(1), z.union([scalar, z.array(scalar)])))

const shared = {
  Sid: z.string().optional(),
  Resource: texts(resource).optional(),
  NotResource: texts(resource).optional(),
  Condition: condition.optional(),
}

const serviceControl = z
  .strictObject({ ...shared, Effect: z.enum(['Allow', 'Deny']), Action: texts(action).optional(), NotAction: texts(action).optional() })
  .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined), 'needs either Action or NotAction')
  .refine(hasOneResource, 'needs either Resource or NotResource')

/** Those of customers deny only, for everybody, and name the services they are about. */
const resourceControl = z
  .strictObject({
    ...shared,
    Effect: z.literal('Deny'),
    Principal: z.union([z.literal('*'), z.strictObject({ AWS: z.union([z.literal('*'), z.tuple([z.literal('*')])]) })]),
    Action: texts(action.refine((text) => !text.startsWith('*'), 'must name a service')),
  })
  .refine(hasOneResource, 'needs either Resource or NotResource')

function hasOneResource({ Resource, NotResource }: { Resource?: unknown; NotResource?: unknown }): boolean {
  return (Resource === undefined) !== (NotResource === undefined)
}

const documentOf = <Statement extends z.ZodType>(statement: Statement) =>
  z.strictObject({
    Version: z.literal('2012-10-17'),
    Id: z.string().optional(),
    Statement: z.union([statement, z.array(statement).min(1)]),
  })

const documents: Readonly<Record<ControlPolicyType, z.ZodType>> = {
  SERVICE_CONTROL_POLICY: documentOf(serviceControl),
  RESOURCE_CONTROL_POLICY: documentOf(resourceControl),
}

/** What is wrong with a service or resource control policy, if anything is. */
export function checkControlPolicy(type: ControlPolicyType, document: unknown): string | undefined {
  const parsed = documents[type].safeParse(document)
  return parsed.success ? undefined : firstProblem(parsed.error.issues)
}

function firstProblem([issue]: readonly z.core.$ZodIssue[]): string {
  // Of the ways a union can go wrong the one that goes deepest says most.
  const inner =
    issue?.code === 'invalid_union' ? issue.errors.flat().toSorted((one, other) => other.path.length - one.path.length)[0] : undefined
  const path = [...(issue?.path ?? []), ...(inner?.path ?? [])].join('.')
  return `${path ? `${path}: ` : ''}${(inner ?? issue)?.message ?? 'it is not a policy'}`
}
