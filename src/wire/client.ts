import { Fault } from '../fault.ts'
import type { Model } from './model.ts'
import { Protocol } from './protocol.ts'

/** Sends one request; the server's in-process and signed HTTP transports are such. */
export type Transport = (request: {
  readonly service: string
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string | string[]>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}) => Promise<{ status: number; headers: Readonly<Record<string, string | undefined>>; body: Buffer }>

/** A client made from a model, for a service without a current SDK client. An error answer is thrown as a Fault with the service's code. */
export interface Client<Operations> {
  call<Name extends keyof Operations>(
    name: Name,
    input: Operations[Name] extends { input: infer Input } ? Input : never,
  ): Promise<Operations[Name] extends { output: infer Output } ? Output : never>
}

export function createClient<Operations>(model: unknown, transport: Transport): Client<Operations> {
  const protocol = new Protocol(model as Model)
  const { metadata, operations } = protocol.model
  return {
    async call(name, input) {
      const operation = operations[String(name)]
      if (!operation) throw new Error(`${metadata.name} has no operation ${String(name)}`)
      const { path, query, body } = protocol.encodeInput(operation, input as Record<string, unknown>)
      const json = metadata.protocol === 'json'
      const headers: Record<string, string> = {
        'content-type': json ? `application/x-amz-json-${metadata.jsonVersion}` : 'application/json',
      }
      if (json) headers['x-amz-target'] = `${metadata.targetPrefix}.${String(name)}`
      const reply = await transport({ service: metadata.signingName, method: operation.method, path, query, headers, body })
      if (reply.status >= 400) throw readFault(reply)
      return protocol.decodeOutput(operation, reply.body) as never
    },
  }
}

function readFault({
  status,
  headers,
  body,
}: {
  status: number
  headers: Readonly<Record<string, string | undefined>>
  body: Buffer
}): Fault {
  let fields: Record<string, unknown> = {}
  try {
    fields = JSON.parse(body.toString('utf8'))
  } catch {
    // An answer that is no JSON has its status only.
  }
  const code = headers['x-amzn-errortype'] ?? String(fields.__type ?? fields.code ?? 'InternalFailure')
  const message = String(fields.message ?? fields.Message ?? `HTTP status ${status}`)
  return new Fault(code.split(/[:#]/)[0] ?? code, message, { fields, context: { status } })
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
