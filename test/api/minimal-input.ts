import { stringConstraints } from '../../src/wire/constraints.ts'
import { type Model, type Shape, shapeOf } from '../../src/wire/model.ts'

// The least that a model takes for an input: what is required, each with a value that is none of anything that is there.

const uuid = '00000000-0000-4000-8000-000000000000'
const candidates = [
  'example',
  '123456789012',
  'arn:aws:iam::123456789012:role/Example',
  'arn:aws:iam::aws:policy/ExampleAccess',
  'arn:aws:sso:::instance/ssoins-0123456789abcdef',
  'arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef',
  'arn:aws:sso::aws:applicationProvider/custom',
  'arn:aws:sso::123456789012:application/ssoins-0123456789abcdef/apl-0123456789abcdef',
  'arn:aws:controltower:us-east-1::baseline/0123456789ABCDEF',
  'arn:aws:sso::123456789012:trustedTokenIssuer/ssoins-0123456789abcdef/tti-00000000-0000-4000-8000-000000000000',
  'https://issuer.example.com',
  'd-0123456789',
  uuid,
  `0123456789-${uuid}`,
  'ou-abcd-abcd1234',
  'r-abcd',
  'p-abcd1234',
  'h-abcd1234',
  'rt-abcd1234',
  'car-abcd1234',
  'person@example.com',
  '1.0',
  'v1',
  'eu-west-1',
  '123456',
  '+49 30 1234',
  'EXAMPLEEXAMPLEEXAMPLEEXAMPLE',
  '0123456789012345678901234567890123456789',
  'arn:aws:iam::123456789012:mfa/example',
  // As long as a SAML provider's metadata is at least.
  'x'.repeat(1000),
]

/** Throws when no value is known for what is required; add a candidate then. */
export function minimalInput(model: Model, operation: string): Record<string, unknown> {
  const input = model.operations[operation]?.input
  return input === undefined ? {} : (minimal(model, shapeOf(model, input)) as Record<string, unknown>)
}

function minimal(model: Model, shape: Shape): unknown {
  switch (shape.type) {
    case 'structure':
      return shape.document ? 'example' : structure(model, shape)
    case 'list':
      return [minimal(model, shapeOf(model, shape.member?.shape ?? ''))]
    case 'map':
      return { example: minimal(model, shapeOf(model, shape.value?.shape ?? '')) }
    case 'boolean':
      return true
    case 'timestamp':
      return new Date(0)
    case 'string':
      return text(shape)
    default:
      return shape.min ?? 1
  }
}

/** Of a union the first kind. */
function structure(model: Model, { members = {}, required = [], union }: Shape): Record<string, unknown> {
  const names = union ? Object.keys(members).slice(0, 1) : required
  return Object.fromEntries(names.map((name) => [name, minimal(model, shapeOf(model, members[name]?.shape ?? ''))]))
}

function text(shape: Shape): string {
  const rules = stringConstraints(shape)
  const found = [...(shape.enum ?? []), ...candidates].find((value) => rules.every(({ holds }) => holds(value)))
  if (found === undefined) throw new Error(`no candidate is a ${shape.pattern} of ${shape.min} to ${shape.max} characters`)
  return found
}
