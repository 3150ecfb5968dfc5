import { Fault } from '../fault.ts'
import { type Model, type Shape, shapeOf } from './model.ts'
import { scalarFromText } from './rest-bindings.ts'

/**
 * A query form (`Tags.member.1.Key=…`) as the JSON tree that the decoder takes. `shapeName` guides: what is a list, a map, a number.
 * Names that the shape does not have are ignored, as AWS ignores them.
 */
export function parseQueryForm(model: Model, shapeName: string, form: URLSearchParams): unknown {
  // Each name may make a chain of nodes: without a bound, a form of a mebibyte becomes hundreds of them.
  if (form.size > mostFields) throw new Fault('SerializationException', `The form has more than ${mostFields} fields`)
  const tree: Node = { children: new Map() }
  for (const [name, value] of form) insert(tree, name.split('.', deepest + 1), value)
  return build(model, shapeName, tree)
}

interface Node {
  text?: string
  readonly children: Map<string, Node>
}

/** A form names no more levels than its deepest shape. */
const deepest = 16
const mostFields = 10_000

function insert(root: Node, path: string[], value: string): void {
  if (path.length > deepest) return
  let node = root
  for (const step of path) {
    let child = node.children.get(step)
    if (!child) {
      child = { children: new Map() }
      node.children.set(step, child)
    }
    node = child
  }
  node.text = value
}

function build(model: Model, shapeName: string, node: Node): unknown {
  const shape = shapeOf(model, shapeName)
  switch (shape.type) {
    case 'structure':
      return buildStructure(model, shape, node)
    case 'list': {
      const itemName = shape.member?.locationName ?? 'member'
      const items = shape.flattened ? node : (node.children.get(itemName) ?? node.children.get('member') ?? node)
      return numbered(items).map((item) => build(model, shape.member?.shape ?? '', item))
    }
    case 'map': {
      const entries = shape.flattened ? node : (node.children.get('entry') ?? node)
      return Object.fromEntries(
        numbered(entries).map((entry) => {
          const key = entry.children.get(shape.key?.locationName ?? 'key')?.text ?? ''
          const value = entry.children.get(shape.value?.locationName ?? 'value') ?? { children: new Map() }
          return [key, build(model, shape.value?.shape ?? '', value)]
        }),
      )
    }
    default:
      return scalarFromText(shape, node.text)
  }
}

function buildStructure(model: Model, shape: Shape, node: Node): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const [name, ref] of Object.entries(shape.members ?? {})) {
    const wireName = ref.locationName ?? name
    const child = node.children.get(wireName)
    if (child) result[wireName] = build(model, ref.shape, child)
  }
  return result
}

/** Children `1`, `2`, … in order of their number. */
function numbered(node: Node): Node[] {
  return [...node.children]
    .filter(([step]) => /^\d{1,6}$/.test(step))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child)
}
