import { type Model, type Shape, shapeOf } from './model.ts'

type Encode = (value: never) => unknown

/** Compiles, per shape, from the model's types to what JSON.stringify takes: dates as epoch seconds, blobs as base64, undefined left out. */
export class JsonEncoder {
  readonly #model: Model
  readonly #compiled = new Map<string, Encode>()

  constructor(model: Model) {
    this.#model = model
  }

  of(shapeName: string): Encode {
    const known = this.#compiled.get(shapeName)
    if (known) return known
    let encode: Encode | undefined
    this.#compiled.set(shapeName, (value) => (encode as Encode)(value))
    encode = this.#compile(shapeOf(this.#model, shapeName))
    this.#compiled.set(shapeName, encode)
    return encode
  }

  #compile(shape: Shape): Encode {
    switch (shape.type) {
      case 'structure':
        return shape.document ? (value: unknown) => value : this.#compileStructure(shape)
      case 'list': {
        const encode = this.of(shape.member?.shape ?? '')
        return (value: never[]) => value.map((item) => encode(item))
      }
      case 'map': {
        const encode = this.of(shape.value?.shape ?? '')
        return (value: Record<string, never>) => Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item)]))
      }
      case 'timestamp':
        return shape.timestampFormat === 'iso8601' ? (value: Date) => value.toISOString() : (value: Date) => value.getTime() / 1000
      case 'blob':
        return (value: Uint8Array) => Buffer.from(value).toString('base64')
      default:
        return (value: unknown) => value
    }
  }

  #compileStructure(shape: Shape): Encode {
    const members = Object.entries(shape.members ?? {}).map(([name, ref]) => ({
      name,
      wireName: ref.locationName ?? name,
      inBody: ref.location === undefined,
      encode: this.of(ref.shape),
    }))
    return (value: Record<string, never>) => {
      const result: Record<string, unknown> = {}
      for (const { name, wireName, inBody, encode } of members) {
        const member = value[name]
        if (inBody && member !== undefined && member !== null) result[wireName] = encode(member)
      }
      return result
    }
  }
}

/** The XML of a structure's members, as the query protocol has it. */
export function encodeXml(model: Model, shapeName: string, value: unknown): string {
  const shape = shapeOf(model, shapeName)
  switch (shape.type) {
    case 'structure':
      return Object.entries(shape.members ?? {})
        .map(([name, ref]) => encodeMember(model, ref.locationName ?? name, ref.shape, (value as Record<string, unknown>)[name]))
        .join('')
    case 'timestamp':
      return (value as Date).toISOString().replace(/\.000Z$/, 'Z')
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64')
    default:
      return escapeXml(String(value))
  }
}

function encodeMember(model: Model, name: string, shapeName: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  const shape = shapeOf(model, shapeName)
  if (shape.type === 'list') {
    const itemName = shape.flattened ? name : (shape.member?.locationName ?? 'member')
    const items = (value as unknown[])
      .map((item) => `<${itemName}>${encodeXml(model, shape.member?.shape ?? '', item)}</${itemName}>`)
      .join('')
    return shape.flattened ? items : `<${name}>${items}</${name}>`
  }
  if (shape.type === 'map') {
    const entries = Object.entries(value as Record<string, unknown>).map(([key, item]) => {
      const content = encodeXml(model, shape.value?.shape ?? '', item)
      return `<entry><key>${escapeXml(key)}</key><value>${content}</value></entry>`
    })
    return `<${name}>${entries.join('')}</${name}>`
  }
  return `<${name}>${encodeXml(model, shapeName, value)}</${name}>`
}

const xmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#xD;',
}

/** Control characters that XML 1.0 has no place for. */
const notInXml = /[^\t\n\r\x20-\ufffd]/g

export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r]/g, (character) => xmlEntities[character] ?? '').replace(notInXml, '\ufffd')
}
