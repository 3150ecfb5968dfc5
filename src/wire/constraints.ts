import type { Shape } from './model.ts'

/** Longest string taken where a model gives a pattern and no maximum: a bound on what a regular expression is run over. */
export const defaultMaximum = 10_000

/** Patterns that stand differently here, each with its reason. */
const patternOverrides: Readonly<Record<string, string>> = {
  // Backtracks catastrophically on a long string followed by a newline; what it says is "something that is not white space".
  '.*\\S+.*': '[^]*\\S[^]*',
  // `\_` is no escape with the u flag, and without that flag \p{L} means something else.
  '\\p{L}+(?:(\\.|\\_)\\p{L}+){0,2}': '\\p{L}+(?:(\\.|_)\\p{L}+){0,2}',
}

export interface Constraint {
  /** AWS's words for the rule, after "failed to satisfy constraint: ". */
  readonly text: string
  readonly holds: (value: never) => boolean
}

/** The rules of a shape over its decoded value, lengths before patterns. */
export function constraintsOf(shape: Shape): Constraint[] {
  if (shape.type === 'string') return stringConstraints(shape)
  if (shape.type === 'list' || shape.type === 'map') return sizeConstraints(shape)
  if (shape.type === 'integer' || shape.type === 'long' || shape.type === 'double' || shape.type === 'float') return rangeConstraints(shape)
  return []
}

function stringConstraints(shape: Shape): Constraint[] {
  const constraints: Constraint[] = []
  const maximum = shape.max ?? (shape.pattern ? defaultMaximum : undefined)
  if (shape.enum) {
    const values = new Set(shape.enum)
    constraints.push({
      text: `Member must satisfy enum value set: [${shape.enum.join(', ')}]`,
      holds: (value: string) => values.has(value),
    })
  }
  if (maximum !== undefined) {
    constraints.push({
      text: `Member must have length less than or equal to ${maximum}`,
      holds: (value: string) => value.length <= maximum,
    })
  }
  const minimum = shape.min
  if (minimum)
    constraints.push({
      text: `Member must have length greater than or equal to ${minimum}`,
      holds: (value: string) => value.length >= minimum,
    })
  if (shape.pattern) {
    const pattern = compilePattern(shape.pattern)
    constraints.push({
      text: `Member must satisfy regular expression pattern: ${shape.pattern}`,
      holds: (value: string) => value.length > (maximum ?? defaultMaximum) || pattern.test(value),
    })
  }
  return constraints
}

function sizeConstraints(shape: Shape): Constraint[] {
  const constraints: Constraint[] = []
  const size = (value: object): number => (Array.isArray(value) ? value.length : Object.keys(value).length)
  const { min, max } = shape
  if (max !== undefined)
    constraints.push({ text: `Member must have length less than or equal to ${max}`, holds: (value: object) => size(value) <= max })
  if (min)
    constraints.push({ text: `Member must have length greater than or equal to ${min}`, holds: (value: object) => size(value) >= min })
  return constraints
}

function rangeConstraints(shape: Shape): Constraint[] {
  const constraints: Constraint[] = []
  const { min, max } = shape
  if (max !== undefined)
    constraints.push({ text: `Member must have value less than or equal to ${max}`, holds: (value: number) => value <= max })
  if (min !== undefined)
    constraints.push({ text: `Member must have value greater than or equal to ${min}`, holds: (value: number) => value >= min })
  return constraints
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
