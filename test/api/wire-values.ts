import fc from 'fast-check'
import type { Model, Shape, ShapeReference } from '../../src/wire/model.ts'

/** A model with its rules on values taken out, so that any value of the right type is an input. */
export function withoutRules(model: Model): Model {
  const shapes = Object.entries(model.shapes).map(([name, { min, max, pattern, enum: _, ...shape }]) => [name, shape])
  return { ...model, shapes: Object.fromEntries(shapes) }
}

/** Values of a shape by type alone, with everything required and now and then what is not. */
export function arbitraryOf(model: Model, shapeName: string, depth = 0): fc.Arbitrary<unknown> {
  const shape = model.shapes[shapeName]
  if (!shape) throw new Error(`shape ${shapeName} is missing`)
  switch (shape.type) {
    case 'structure':
      return shape.document ? fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.string(), { maxKeys: 2 }) : structure(model, shape, depth)
    case 'list':
      return fc.array(arbitraryOf(model, shape.member?.shape ?? '', depth + 1), { minLength: 1, maxLength: 2 })
    case 'map':
      return fc.dictionary(fc.stringMatching(/^[A-Za-z0-9 :/_-]{1,8}$/), arbitraryOf(model, shape.value?.shape ?? '', depth + 1), {
        minKeys: 1,
        maxKeys: 2,
      })
    case 'boolean':
      return fc.boolean()
    case 'timestamp':
      return fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
    case 'integer':
    case 'long':
      return fc.integer({ min: 0 })
    case 'double':
    case 'float':
      return fc.integer().map((value) => value / 8)
    default:
      return text
  }
}

// No white space at the ends: an XML parser of a client may take it off. No control characters: XML has no place for them.
const text = fc
  .oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.constantFrom('<a b="c">&amp;</a>', 'x+y=z&%2F', 'null'),
  )
  .map((value) => value.replace(/\p{Cc}/gu, '-').trim() || '-')

function structure(model: Model, shape: Shape, depth: number): fc.Arbitrary<unknown> {
  const members = Object.entries(shape.members ?? {})
  if (shape.union) {
    return fc.oneof(...members.map(([name, ref]) => arbitraryOf(model, ref.shape, depth + 1).map((value) => ({ [name]: value }))))
  }
  const required = new Set(shape.required)
  // SDK clients fill these in when they are not given.
  for (const [name, ref] of members) if (ref.idempotencyToken) required.add(name)
  // An empty structure has no form in a query.
  if (model.metadata.protocol === 'query' && depth > 0 && required.size === 0 && members[0]) required.add(members[0][0])
  // Deeper down only what has to be there, so that recursive shapes end.
  const kept = members.filter(([name]) => depth < 4 || required.has(name))
  const memberValues = (ref: ShapeReference): fc.Arbitrary<unknown> => {
    const values = arbitraryOf(model, ref.shape, depth + 1)
    // A segment of dots is a step within a path, which clients take before they send it, whether its dots are encoded or not.
    if (ref.location === 'uri') return values.filter((value) => value !== '.' && value !== '..')
    return ref.location === 'header' ? values.map((value) => (typeof value === 'string' ? value.replace(/[^!-~]/g, '-') : value)) : values
  }
  return fc.record(Object.fromEntries(kept.map(([name, ref]) => [name, memberValues(ref)])), {
    requiredKeys: kept.map(([name]) => name).filter((name) => required.has(name)),
    noNullPrototype: true,
  })
}
