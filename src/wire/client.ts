import { Fault } from '../fault.ts'
import { randomUUID } from '../random.ts'
import { Decoder } from './decoder.ts'
import { JsonEncoder } from './encoder.ts'
import type { Model, OperationModel } from './model.ts'
import { percentEncode } from './percent-encoding.ts'

/** One request of a client, before it is signed. */
export interface TransportRequest {
  /** Signing name, e.g. `controltower`. */
  readonly service: string
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string | string[]>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Header names of the answer are lower case. */
export interface TransportReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
}

/** Sends one request: in this process (`transportOf`) or signed over HTTP (signed-transport.ts). */
export type Transport = (request: TransportRequest) => Promise<TransportReply>

/** A client made from a json or rest-json model, for a service without a current SDK client. */
export interface Client<Operations> {
  /** An error answer is thrown as a Fault with the service's code; its `context.status` is the HTTP status. */
  call<Name extends keyof Operations>(
    name: Name,
    input: Operations[Name] extends { input: infer Input } ? Input : never,
  ): Promise<Operations[Name] extends { output: infer Output } ? Output : never>
}

export function createClient<Operations>(modelJson: unknown, transport: Transport): Client<Operations> {
  const model = modelJson as Model
  const { metadata, operations } = model
  if (metadata.protocol === 'query') throw new Error(`${metadata.name} speaks the query protocol, which this client does not`)
  const decoder = new Decoder(model, 'unchecked')
  const encoder = new JsonEncoder(model)
  return {
    async call(name, input) {
      const operation = Object.hasOwn(operations, name) ? operations[String(name)] : undefined
      if (!operation) throw new Error(`${metadata.name} has no operation ${String(name)}`)
      const request = encodeInput(model, encoder, operation, String(name), input as Record<string, unknown>)
      const reply = await transport(request)
      if (reply.status >= 400) throw readFault(reply)
      if (!operation.output) return {} as never
      const tree = reply.body.length === 0 ? {} : JSON.parse(reply.body.toString('utf8'))
      return decoder.of(operation.output)(tree, '', [], 0) as never
    },
  }
}

function encodeInput(
  model: Model,
  encoder: JsonEncoder,
  operation: OperationModel,
  name: string,
  given: Record<string, unknown>,
): TransportRequest {
  const { protocol, jsonVersion, targetPrefix, signingName } = model.metadata
  const json = protocol === 'json'
  const input: Record<string, unknown> = { ...given }
  const query: Record<string, string | string[]> = {}
  const headers: Record<string, string> = { 'content-type': json ? `application/x-amz-json-${jsonVersion}` : 'application/json' }
  let path = operation.uri
  for (const [member, ref] of Object.entries(model.shapes[operation.input ?? '']?.members ?? {})) {
    if (ref.idempotencyToken) input[member] ??= randomUUID()
    const value = input[member]
    if (value === undefined || value === null) continue
    const wireName = ref.locationName ?? member
    if (ref.location === 'uri') path = path.replace(`{${wireName}}`, () => encodeLabel(wireName, value))
    if (ref.location === 'header') headers[wireName.toLowerCase()] = String(value)
    if (ref.location === 'querystring') query[wireName] = Array.isArray(value) ? value.map(String) : String(value)
  }
  const body = operation.input ? JSON.stringify(encoder.of(operation.input)(input as never)) : '{}'
  if (json) headers['x-amz-target'] = `${targetPrefix}.${name}`
  return { service: signingName, method: operation.method, path, query, headers, body }
}

function encodeLabel(name: string, value: unknown): string {
  if (value === '') throw new Error(`${name} is part of the path and must not be empty`)
  return percentEncode(String(value))
}

function readFault({ status, headers, body }: TransportReply): Fault {
  let fields: Record<string, unknown> = {}
  try {
    fields = JSON.parse(body.toString('utf8')) ?? {}
  } catch {
    // An answer that is no JSON has its status only.
  }
  const name = headers['x-amzn-errortype'] ?? String(fields.__type ?? fields.code ?? 'InternalFailure')
  // `namespace#Code` and `Code:address` are both seen in the wild.
  const code = name.split(':')[0]?.split('#').at(-1) ?? name
  const message = String(fields.message ?? fields.Message ?? `HTTP status ${status}`)
  return new Fault(code, message, { fields, context: { status, requestId: headers['x-amzn-requestid'] } })
}

/** The in-process transport, on what an SDK client would be given as `requestHandler`. */
export function transportOf(requestHandler: {
  handle(request: never): Promise<{ response: { statusCode: number; headers: Record<string, string>; body?: unknown } }>
}): Transport {
  return async ({ method, path, query, headers, body }) => {
    const request = { method, protocol: 'http:', hostname: 'in-process', path, query, headers, body }
    const { response } = await requestHandler.handle(request as never)
    return { status: response.statusCode, headers: response.headers, body: Buffer.from(response.body as Uint8Array) }
  }
}
