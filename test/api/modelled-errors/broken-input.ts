import { rangeConstraints, sizeConstraints, stringConstraints } from '../../../src/wire/constraints.ts'
import { type Model, type Shape, shapeOf } from '../../../src/wire/model.ts'
import { minimalInput } from '../minimal-input.ts'

const strings = ['\u0000', '', 'x'.repeat(100_001)]
const numbers = [-1, 0, 1_000_000]

/** The least an operation takes, with one member that breaks the model's rule for it. Throws when the model has no rule that can be broken. */
export function brokenInput(model: Model, operation: string): Record<string, unknown> {
  const { members = {} } = shapeOf(model, model.operations[operation]?.input ?? '')
  for (const [name, { shape, location }] of Object.entries(members)) {
    if (location === 'uri') continue
    const value = broken(model, shapeOf(model, shape))
    if (value !== undefined) return { ...minimalInput(model, operation), [name]: value }
  }
  throw new Error(`the model has no rule for what ${operation} is given`)
}

function broken(model: Model, shape: Shape): unknown {
  switch (shape.type) {
    case 'string':
      return strings.find((value) => stringConstraints(shape).some(({ holds }) => !holds(value)))
    case 'integer':
      return numbers.find((value) => rangeConstraints(shape).some(({ holds }) => !holds(value)))
    case 'list': {
      const member = broken(model, shapeOf(model, shape.member?.shape ?? ''))
      if (member !== undefined) return [member]
      return sizeConstraints(shape).every(({ holds }) => holds(0)) ? undefined : []
    }
    default:
      return undefined
  }
}
