import { type Model, type Shape, shapeOf } from './model.ts'
import { wrongType } from './scalars.ts'

/** A member of a rest-json input that travels in the path, in the query or in a header instead of the body. */
export interface Binding {
  readonly name: string
  readonly wireName: string
  readonly location: 'uri' | 'querystring' | 'header'
  readonly shape: Shape
}

const known = new WeakMap<Shape, readonly Binding[]>()

export function bindingsOf(model: Model, shapeName: string): readonly Binding[] {
  const shape = shapeOf(model, shapeName)
  let bindings = known.get(shape)
  if (!bindings) {
    bindings = Object.entries(shape.members ?? {}).flatMap(([name, { location, locationName, shape }]) => {
      if (location === undefined) return []
      // The generated models have no other; a new one must not be dropped in silence.
      if (location !== 'uri' && location !== 'querystring' && location !== 'header')
        throw new Error(`${shapeName}.${name} is bound to ${location}`)
      return [{ name, wireName: locationName ?? name, location, shape: shapeOf(model, shape) }]
    })
    known.set(shape, bindings)
  }
  return bindings
}

/** Where bound members are found. Header names are lower case. */
export interface Bound {
  readonly labels: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers?: Readonly<Record<string, string | undefined>>
}

/** The body's members and, in place of any of theirs of that name, the bound ones. */
export function readBindings(bindings: readonly Binding[], body: unknown, { labels, query, headers = {} }: Bound): unknown {
  if (bindings.length === 0) return body
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw wrongType(body, 'a structure')
  const tree: Record<string, unknown> = { ...body }
  for (const { wireName, location, shape } of bindings) {
    if (location === 'uri') tree[wireName] = scalarFromText(shape, labels[wireName])
    else if (location === 'header') tree[wireName] = scalarFromText(shape, headers[wireName.toLowerCase()])
    else if (shape.type === 'list') tree[wireName] = query.has(wireName) ? query.getAll(wireName) : undefined
    else tree[wireName] = scalarFromText(shape, query.get(wireName) ?? undefined)
  }
  return tree
}

/** A label's, query parameter's or form field's text as the JSON value of its shape; what does not fit stays text, and the decoder says so. */
export function scalarFromText(shape: Shape, text: string | undefined): unknown {
  if (text === undefined) return undefined
  switch (shape.type) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'integer':
    case 'long':
    case 'double':
    case 'float':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
    default:
      return text
  }
}
