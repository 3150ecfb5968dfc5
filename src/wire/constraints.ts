import type { Shape } from './model.ts'
import { defaultMaximum, defaultMaximumSize, patternOverrides } from './overrides.ts'
import type { ViolationReason } from './violation.ts'

export interface Constraint<Value> {
  /** AWS's words for the rule, after "failed to satisfy constraint: ". */
  readonly text: string
  readonly reason: ViolationReason
  readonly holds: (value: Value) => boolean
}

/** The rules of a shape of strings, the cheap ones before the pattern. */
export function stringConstraints(shape: Shape): Constraint<string>[] {
  const constraints: Constraint<string>[] = []
  const maximum = shape.max ?? (shape.pattern ? defaultMaximum : Number.POSITIVE_INFINITY)
  const minimum = shape.min ?? 0
  if (shape.enum) {
    const values = new Set(shape.enum)
    const text = `Member must satisfy enum value set: [${shape.enum.join(', ')}]`
    constraints.push({ text, reason: 'INVALID_ENUM', holds: (value) => values.has(value) })
  }
  if (Number.isFinite(maximum)) constraints.push(atMost(maximum, (value) => value.length))
  if (minimum > 0) constraints.push(atLeast(minimum, (value) => value.length))
  if (shape.pattern) {
    const pattern = compilePattern(shape.pattern)
    constraints.push({
      text: `Member must satisfy regular expression pattern: ${shape.pattern}`,
      reason: 'INVALID_PATTERN',
      // What is too long has been said already, and is not for a regular expression.
      holds: (value) => value.length > maximum || pattern.test(value),
    })
  }
  return constraints
}

/** The rules of a list's or map's number of members. */
export function sizeConstraints(shape: Shape): Constraint<number>[] {
  const constraints = [atMost<number>(shape.max ?? defaultMaximumSize, (size) => size)]
  if (shape.min) constraints.push(atLeast(shape.min, (size) => size))
  return constraints
}

/** The rules of a shape of numbers. */
export function rangeConstraints({ min, max }: Shape): Constraint<number>[] {
  const constraints: Constraint<number>[] = []
  if (max !== undefined) {
    const text = `Member must have value less than or equal to ${max}`
    constraints.push({ text, reason: 'MAX_VALUE_EXCEEDED', holds: (value) => value <= max })
  }
  if (min !== undefined) {
    const text = `Member must have value greater than or equal to ${min}`
    constraints.push({ text, reason: 'MIN_VALUE_EXCEEDED', holds: (value) => value >= min })
  }
  return constraints
}

function atMost<Value>(maximum: number, size: (value: Value) => number): Constraint<Value> {
  const text = `Member must have length less than or equal to ${maximum}`
  return { text, reason: 'MAX_LENGTH_EXCEEDED', holds: (value) => size(value) <= maximum }
}

function atLeast<Value>(minimum: number, size: (value: Value) => number): Constraint<Value> {
  const text = `Member must have length greater than or equal to ${minimum}`
  return { text, reason: 'MIN_LENGTH_EXCEEDED', holds: (value) => size(value) >= minimum }
}

/** AWS matches the whole string. A few patterns are no valid expression with the u flag and fall back to one without. */
export function compilePattern(pattern: string): RegExp {
  const source = `^(?:${patternOverrides[pattern] ?? pattern})$`
  try {
    return new RegExp(source, 'u')
  } catch {
    return new RegExp(source)
  }
}
