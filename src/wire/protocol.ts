import { Fault } from '../fault.ts'
import { type Decode, Decoder, type Violation, violationMessage } from './decoder.ts'
import { encodeXml, escapeXml, JsonEncoder } from './encoder.ts'
import type { Model, OperationModel } from './model.ts'
import { parseQueryForm, scalarFromText } from './query-form.ts'

export interface Reply {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** What a protocol needs of a request: the body's bytes, the labels of the path and the query. */
export interface Input {
  readonly body: Buffer
  readonly labels: Readonly<Record<string, string>>
  readonly query: URLSearchParams
}

/** A model made ready to run: everything is compiled on first use and kept. */
export class Protocol {
  readonly model: Model
  readonly #decoder: Decoder
  readonly #encoder: JsonEncoder

  constructor(model: Model) {
    this.model = model
    this.#decoder = new Decoder(model)
    this.#encoder = new JsonEncoder(model)
  }

  /** The operation's input, checked against the model; throws SerializationException or the service's validation error. */
  decodeInput(operation: OperationModel, input: Input): unknown {
    if (!operation.input) return {}
    const violations: Violation[] = []
    const decoded = this.#decode(operation.input)(this.#tree(operation.input, input), '', violations)
    if (violations.length > 0) throw validationFault(this.model, violationMessage(violations))
    return decoded
  }

  /** The operation's output as the client side reads it: nothing is checked but the types. */
  decodeOutput(operation: OperationModel, body: Buffer): unknown {
    return operation.output ? this.#decode(operation.output)(body.length === 0 ? {} : parseJson(body), '', []) : {}
  }

  encodeOutput(operation: OperationModel, name: string, output: unknown, requestId: string): Reply {
    const { protocol, jsonVersion, xmlNamespace } = this.model.metadata
    const status = operation.status ?? 200
    if (protocol === 'query') {
      const content = operation.output ? encodeXml(this.model, operation.output, output ?? {}) : ''
      const result = operation.resultWrapper ? `<${operation.resultWrapper}>${content}</${operation.resultWrapper}>` : content
      const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`
      return { status, contentType: 'text/xml', body: `<${name}Response xmlns="${xmlNamespace}">${result}${metadata}</${name}Response>` }
    }
    const contentType = protocol === 'json' ? `application/x-amz-json-${jsonVersion}` : 'application/json'
    // Operations without output answer an empty body in json 1.1 and an empty object in rest-json.
    const empty = protocol === 'json' ? '' : '{}'
    return {
      status,
      contentType,
      body: operation.output ? JSON.stringify(this.#encoder.of(operation.output)((output ?? {}) as never)) : empty,
    }
  }

  /** An error in the service's own form. */
  encodeFault(
    fault: { code: string; message: string; fields: Readonly<Record<string, unknown>>; status: number },
    requestId: string,
  ): Reply {
    const { protocol, jsonVersion, xmlNamespace } = this.model.metadata
    if (protocol === 'query') {
      const type = fault.status >= 500 ? 'Receiver' : 'Sender'
      const error = `<Type>${type}</Type><Code>${fault.code}</Code><Message>${escapeXml(fault.message)}</Message>`
      const body = `<ErrorResponse xmlns="${xmlNamespace}"><Error>${error}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`
      return { status: fault.status, contentType: 'text/xml', body }
    }
    const shape = this.model.shapes[fault.code]
    const fields = shape?.exception ? (this.#encoder.of(fault.code)(fault.fields as never) as Record<string, unknown>) : {}
    const body = JSON.stringify({ __type: fault.code, ...fields, [messageKey(this.model, fault.code)]: fault.message })
    return { status: fault.status, contentType: protocol === 'json' ? `application/x-amz-json-${jsonVersion}` : 'application/json', body }
  }

  /** The client side of json and rest-json. */
  encodeInput(
    operation: OperationModel,
    input: Record<string, unknown>,
  ): { path: string; query: Record<string, string | string[]>; body: string } {
    const query: Record<string, string | string[]> = {}
    let path = operation.uri
    for (const [name, ref] of Object.entries(this.model.shapes[operation.input ?? '']?.members ?? {})) {
      const value = input[name]
      if (value === undefined || value === null) continue
      const wireName = ref.locationName ?? name
      if (ref.location === 'uri') path = path.replace(`{${wireName}}`, encodeURIComponent(String(value)))
      if (ref.location === 'querystring') query[wireName] = Array.isArray(value) ? value.map(String) : String(value)
    }
    const body = operation.input ? JSON.stringify(this.#encoder.of(operation.input)(input as never)) : '{}'
    return { path, query, body }
  }

  #decode(shapeName: string): Decode {
    return this.#decoder.of(shapeName)
  }

  #tree(shapeName: string, input: Input): unknown {
    if (this.model.metadata.protocol === 'query') return parseQueryForm(this.model, shapeName, input.query)
    const tree = input.body.length === 0 ? {} : parseJson(input.body)
    if (this.model.metadata.protocol === 'json' || typeof tree !== 'object' || tree === null) return tree
    return { ...tree, ...this.#bound(shapeName, input) }
  }

  /** Members of a rest-json input that travel in the path or the query. */
  #bound(shapeName: string, { labels, query }: Input): Record<string, unknown> {
    const bound: Record<string, unknown> = {}
    for (const [name, ref] of Object.entries(this.model.shapes[shapeName]?.members ?? {})) {
      const wireName = ref.locationName ?? name
      const shape = this.model.shapes[ref.shape]
      if (!shape) continue
      if (ref.location === 'uri') bound[wireName] = scalarFromText(shape, labels[wireName])
      else if (ref.location === 'querystring' && query.has(wireName)) {
        bound[wireName] = shape.type === 'list' ? query.getAll(wireName) : scalarFromText(shape, query.get(wireName) ?? undefined)
      }
    }
    return bound
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (cause) {
    throw new Fault('SerializationException', 'The request body is not valid JSON', { cause })
  }
}

/** Each service's own code for an input that breaks its model. */
function validationFault(model: Model, message: string): Fault {
  if (model.metadata.name === 'organizations') return new Fault('InvalidInputException', message, { fields: { Reason: 'INVALID_PATTERN' } })
  return new Fault(model.metadata.protocol === 'query' ? 'ValidationError' : 'ValidationException', message)
}

/** `Message` or `message`: as the error's shape has it; else as the service's other errors have it. */
function messageKey(model: Model, code: string): string {
  const keys = (name: string): string[] =>
    Object.keys(model.shapes[name]?.members ?? {}).filter((member) => member.toLowerCase() === 'message')
  const own = keys(code)[0]
  if (own) return own
  const anyOther = Object.entries(model.shapes).find(([name, shape]) => shape.exception && keys(name).length > 0)
  return (anyOther && keys(anyOther[0])[0]) ?? (model.metadata.protocol === 'json' ? 'Message' : 'message')
}
