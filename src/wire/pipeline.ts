// The wire: from the bytes of an AWS request to a typed operation and back.
//
// It must never know a service, nor what a right or an account is: services come as models with operation tables, the caller
// from functions that the server hands in. One listener feeds it; an SDK client in this process feeds it too (in-process.ts).
//
// Start with `handle` below: route (router.ts), caller (signature.ts, or the session of our own pages), input (protocol.ts,
// decoder.ts), rights, operation, output. The signature is checked before the body is read, the rights before anything is done.
// Whatever is thrown ends here and leaves in the service's own form (errors.ts).
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { Fault } from '../fault.ts'
import { randomUUID } from '../random.ts'
import { commonErrors, wireError } from './errors.ts'
import type { Reply } from './protocol.ts'
import { isForm, type Route, Router, type WireRequest } from './router.ts'
import type { Service } from './service.ts'
import { type FindCredentials, isSigned, SignatureVerifier } from './signature.ts'

export interface WireReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Who asks, and the Region the request is for. */
export interface Identity<Principal> {
  readonly principal: Principal
  readonly region: string
}

export interface PipelineOptions<Principal, Context> {
  readonly services: readonly Service<Context>[]
  readonly findCredentials: FindCredentials<Principal>
  /** For a request of our own pages without a signature: who is signed in. Throws a Fault. */
  readonly authenticateSession: (request: WireRequest) => Promise<Identity<Principal>>
  readonly createContext: (identity: Identity<Principal>, request: { requestId: string; remoteAddress: string }) => Context
  /** Throws the Fault AccessDeniedException. */
  readonly authorize: (context: Context, question: { action: string; resources: readonly string[] }) => Promise<void>
  /** Actions that need no permission, such as `sts:GetCallerIdentity`. */
  readonly openActions: ReadonlySet<string>
  readonly clock: Clock
  readonly log: Logger
}

export interface Pipeline<Principal> {
  /** Answers any request; never rejects. With an identity the signature is not looked at: the caller is known already. */
  handle(request: WireRequest, identity?: Identity<Principal>): Promise<WireReply>
  readonly signatures: SignatureVerifier<Principal>
}

export const largestBodyBytes = 1024 * 1024

export function createPipeline<Principal, Context>(options: PipelineOptions<Principal, Context>): Pipeline<Principal> {
  const router = new Router(options.services)
  const signatures = new SignatureVerifier(options.findCredentials, options.clock)

  const handle = async (request: WireRequest, identity?: Identity<Principal>): Promise<WireReply> => {
    const requestId = randomUUID()
    const started = performance.now()
    const route = router.find(request)
    let answer: Reply
    let code: string | undefined
    try {
      answer = route ? await run(route, request, requestId, identity) : unrouted(request, requestId)
    } catch (error) {
      const fault = faultOf(error, options.log, requestId)
      code = fault.code
      answer = encodeFault(route, fault, requestId)
    }
    const durationMs = Math.round((performance.now() - started) * 10) / 10
    options.log.info(
      { requestId, service: route?.service.model.metadata.name, operation: route?.name, status: answer.status, code, durationMs },
      'request',
    )
    return withHeaders(answer, requestId, code, options.clock)
  }

  const run = async (
    route: Route<Context>,
    request: WireRequest,
    requestId: string,
    known: Identity<Principal> | undefined,
  ): Promise<Reply> => {
    const { service, protocol, name, operation, labels, query } = route
    if (!operation)
      throw new Fault(
        commonErrors['unknown-operation'].json,
        `The operation ${name.slice(0, 100)} is not one of ${service.model.metadata.serviceId}.`,
      )
    if (request.body.length > largestBodyBytes)
      throw new Fault(commonErrors['too-large'].json, `The request body is larger than ${largestBodyBytes} bytes.`)
    const identity = known ?? (await authenticate(service, request))
    const handler = service.operations[name]
    if (!handler) {
      throw new Fault(
        commonErrors['not-offered'].json,
        `${service.model.metadata.serviceId} ${name} is not offered by Account Factory; see docs/coverage.md.`,
      )
    }
    const input = protocol.decodeInput(operation, { body: request.body, labels, query }) as never
    const context = options.createContext(identity, { requestId, remoteAddress: request.remoteAddress })
    const action = `${service.actionPrefix}:${name}`
    if (!options.openActions.has(action)) {
      await options.authorize(context, { action, resources: service.resources[name]?.(context, input) ?? ['*'] })
    }
    return protocol.encodeOutput(operation, name, await handler(context, input), requestId)
  }

  const authenticate = async (service: Service<Context>, request: WireRequest): Promise<Identity<Principal>> => {
    const { signingName, protocol } = service.model.metadata
    if (!isSigned(request) && protocol === 'json' && !isForm(request)) return options.authenticateSession(request)
    return signatures.verify(request, signingName)
  }

  return { handle, signatures }
}

/** A Fault as it is; anything else is a fault of ours, of which only the request id leaves the process. */
function faultOf(error: unknown, log: Logger, requestId: string): Fault {
  if (error instanceof Fault) {
    if (error.cause ?? Object.keys(error.context).length > 0)
      log.info({ requestId, err: error, context: error.context }, 'a request was refused')
    return error
  }
  log.error({ requestId, err: error }, 'an operation failed unexpectedly')
  return new Fault(commonErrors.internal.json, `The request processing has failed because of an unknown error. Request id: ${requestId}`)
}

function encodeFault<Context>(route: Route<Context> | undefined, fault: Fault, requestId: string): Reply {
  if (!route) return { status: 400, contentType: 'application/json', body: JSON.stringify({ __type: fault.code, message: fault.message }) }
  const { code, status } = wireError(route.service.model, fault)
  return route.protocol.encodeFault({ code, status, message: fault.message, fields: fault.fields }, requestId)
}

/** No service is meant: answered in the dialect that the request itself speaks. */
function unrouted(request: WireRequest, requestId: string): Reply {
  const message =
    'The request names no service that Account Factory offers: neither X-Amz-Target, nor Action and Version, nor method and path.'
  if (isForm(request)) {
    const error = `<Type>Sender</Type><Code>InvalidAction</Code><Message>${message}</Message>`
    return {
      status: 400,
      contentType: 'text/xml',
      body: `<ErrorResponse><Error>${error}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    }
  }
  return { status: 404, contentType: 'application/x-amz-json-1.1', body: JSON.stringify({ __type: 'UnknownOperationException', message }) }
}

function withHeaders({ status, contentType, body }: Reply, requestId: string, code: string | undefined, clock: Clock): WireReply {
  const headers: Record<string, string> = { 'content-type': contentType, 'x-amzn-requestid': requestId, date: clock.now().toUTCString() }
  if (status >= 400) headers['x-amzn-errortype'] = code ?? 'UnknownOperationException'
  return { status, headers, body }
}
