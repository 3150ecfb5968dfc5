import { Fault } from '../fault.ts'
import { Decoder } from './decoder.ts'
import { encodeXml, escapeXml, JsonEncoder } from './encoder.ts'
import { messageKey } from './errors.ts'
import type { Model, OperationModel } from './model.ts'
import { parseQueryForm } from './query-form.ts'
import { type Bound, bindingsOf, readBindings } from './rest-bindings.ts'
import { type Violation, validationFault } from './violation.ts'

export interface Reply {
  readonly status: number
  readonly contentType: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What a protocol needs of a request: the body's bytes, and what travels beside it. */
export interface Input extends Bound {
  readonly body: Buffer
}

/** The service's side of a model: everything is compiled on first use and kept. client.ts is the other side. */
export class Protocol {
  readonly model: Model
  readonly #decoder: Decoder
  readonly #encoder: JsonEncoder

  constructor(model: Model) {
    this.model = model
    this.#decoder = new Decoder(model, 'checked')
    this.#encoder = new JsonEncoder(model)
  }

  /** The operation's input, checked against the model; throws SerializationException or the service's validation error. */
  decodeInput(operation: OperationModel, input: Input): unknown {
    if (!operation.input) return {}
    const violations: Violation[] = []
    const decoded = this.#decoder.of(operation.input)(this.#tree(operation.input, input), '', violations, 0)
    if (violations.length > 0) throw validationFault(this.model, violations)
    return decoded
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
    if (status === 204) return { status, contentType, body: '' }
    // Operations without output answer an empty body in json 1.1 and an empty object in rest-json.
    if (!operation.output) return { status, contentType, body: protocol === 'json' ? '' : '{}' }
    return { status, contentType, body: JSON.stringify(this.#encoder.of(operation.output)((output ?? {}) as never)) }
  }

  /** An error in the service's own form. */
  encodeFault(
    fault: { code: string; message: string; fields: Readonly<Record<string, unknown>>; status: number },
    requestId: string,
  ): Reply {
    const { protocol, jsonVersion } = this.model.metadata
    if (protocol === 'query') return xmlFault(this.model, fault, requestId)
    const contentType = protocol === 'json' ? `application/x-amz-json-${jsonVersion}` : 'application/json'
    const shape = this.model.shapes[fault.code]
    const fields = shape?.exception ? (this.#encoder.of(fault.code)(fault.fields as never) as Record<string, unknown>) : {}
    const headers: Record<string, string> = { 'x-amzn-errortype': fault.code }
    for (const [name, ref] of Object.entries(shape?.members ?? {})) {
      const value = fault.fields[name]
      if (ref.location === 'header' && value !== undefined) headers[(ref.locationName ?? name).toLowerCase()] = String(value)
    }
    const body = JSON.stringify({ __type: fault.code, ...fields, [messageKey(this.model, fault.code)]: fault.message })
    return { status: fault.status, contentType, body, headers }
  }

  #tree(shapeName: string, input: Input): unknown {
    const { protocol } = this.model.metadata
    if (protocol === 'query') return parseQueryForm(this.model, shapeName, input.query)
    const tree = input.body.length === 0 ? {} : parseJson(input.body)
    return protocol === 'json' ? tree : readBindings(bindingsOf(this.model, shapeName), tree, input)
  }
}

/** An error of the query protocol, also where the service is unknown. */
export function xmlFault(model: Model | undefined, fault: { code: string; message: string; status: number }, requestId: string): Reply {
  const namespace = model?.metadata.xmlNamespace ? ` xmlns="${model.metadata.xmlNamespace}"` : ''
  const type = fault.status >= 500 ? 'Receiver' : 'Sender'
  const error = `<Error><Type>${type}</Type><Code>${escapeXml(fault.code)}</Code><Message>${escapeXml(fault.message)}</Message></Error>`
  const body = `<ErrorResponse${namespace}>${error}<RequestId>${requestId}</RequestId></ErrorResponse>`
  return { status: fault.status, contentType: 'text/xml', body }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (cause) {
    throw new Fault('SerializationException', 'The request body is not valid JSON', { cause })
  }
}
