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
import { commonError, commonErrors, wireError } from './errors.ts'
import { type Reply, xmlFault } from './protocol.ts'
import { isForm, type Route, Router, type WireRequest } from './router.ts'
import type { ConditionKeys, Service } from './service.ts'
import { checkSessionAllowed } from './session-origin.ts'
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
  readonly createContext: (
    identity: Identity<Principal>,
    request: { requestId: string; remoteAddress: string; userAgent: string | undefined },
  ) => Context
  /** Who asks where the model takes no signature: such an operation judges the token or code that its input brings, itself. */
  readonly anonymous: Identity<Principal>
  /** Throws the Fault AccessDeniedException. */
  readonly authorize: (context: Context, question: AccessQuestion) => Promise<void>
  /** Actions that need no permission, such as `sts:GetCallerIdentity`. */
  readonly openActions: ReadonlySet<string>
  /** Told of every call once its answer is known, and awaited before it is sent. Must not reject. */
  readonly onAnswered?: (call: AnsweredCall<Principal, Context>) => Promise<void>
  /** The principal in the log, e.g. its ARN. */
  readonly nameOf?: (principal: Principal) => string
  readonly clock: Clock
  readonly log: Logger
}

/** May the caller do this, to all of these? */
interface AccessQuestion {
  readonly action: string
  readonly resources: readonly string[]
  readonly keys: ConditionKeys
  /** Reads the condition keys of single resources, by ARN. */
  readonly readResourceKeys?: () => Promise<Readonly<Record<string, ConditionKeys>>>
}

/** What becomes known of a request on its way. */
interface Call<Principal, Context> {
  readonly requestId: string
  readonly request: WireRequest
  route: Route<Context> | undefined
  identity: Identity<Principal> | undefined
  context?: Context
  resources?: readonly string[]
  input?: unknown
  output?: unknown
  fault?: Fault
}

/** A call that found its operation, whether it was allowed, failed or done. */
export interface AnsweredCall<Principal, Context> extends Readonly<Omit<Call<Principal, Context>, 'route'>> {
  readonly route: Route<Context>
}

export interface Pipeline<Principal> {
  /** Answers any request; never rejects. With an identity the signature is not looked at: the caller is known already. */
  handle(request: WireRequest, identity?: Identity<Principal>): Promise<WireReply>
  readonly signatures: SignatureVerifier<Principal>
}

export const largestBodyBytes = 1024 * 1024

const unroutedMessage =
  'The request names no service that Account Factory offers: neither by X-Amz-Target, nor by Action and Version, nor by method and path.'

export function createPipeline<Principal, Context>(options: PipelineOptions<Principal, Context>): Pipeline<Principal> {
  const router = new Router(options.services)
  const signatures = new SignatureVerifier(options.findCredentials, options.clock)

  const handle = async (request: WireRequest, identity?: Identity<Principal>): Promise<WireReply> => {
    const call: Call<Principal, Context> = { requestId: randomUUID(), request, route: undefined, identity }
    const started = performance.now()
    let answer: Reply
    try {
      answer = await run(call, request)
    } catch (error) {
      answer = answerFault(call, request, error)
    }
    if (call.route) await options.onAnswered?.({ ...call, route: call.route })
    logRequest(options, call, answer, performance.now() - started)
    return withHeaders(answer, call.requestId, options.clock)
  }

  const answerFault = (call: Call<Principal, Context>, request: WireRequest, error: unknown): Reply => {
    try {
      call.fault = faultOf(error, options.log, call.requestId)
      return refuse(call, request, call.fault)
    } catch (unencodable) {
      return refuse(call, request, faultOf(unencodable, options.log, call.requestId))
    }
  }

  const run = async (call: Call<Principal, Context>, request: WireRequest): Promise<Reply> => {
    if (request.body.length > largestBodyBytes) {
      throw new Fault(commonErrors['too-large'].json, `The request body is larger than ${largestBodyBytes} bytes.`)
    }
    const route = router.find(request)
    if (!route) throw new Fault(commonErrors['unknown-operation'].json, unroutedMessage)
    call.route = route
    const { service, protocol, name, labels, query } = route
    const { operation, handler } = findOperation(route)
    call.identity ??= operation.unsigned ? options.anonymous : await authenticate(service, request)
    if (!handler) throw notOffered(route)
    const { remoteAddress, headers } = request
    const input = protocol.decodeInput(operation, { body: request.body, labels, query, headers }) as never
    call.input = input
    const from = { requestId: call.requestId, remoteAddress, userAgent: headers['user-agent'] }
    const context = options.createContext(call.identity, from)
    call.context = context
    if (!operation.unsigned) await authorize(options, call, route, context, input)
    call.output = await handler(context, input)
    return protocol.encodeOutput(operation, name, call.output, call.requestId)
  }

  const authenticate = async (service: Service<Context>, request: WireRequest): Promise<Identity<Principal>> => {
    const { signingName, protocol } = service.model.metadata
    if (isSigned(request) || protocol !== 'json') return signatures.verify(request, signingName)
    checkSessionAllowed(request)
    return options.authenticateSession(request)
  }

  return { handle, signatures }
}

/** Asks whether the caller may, unless everybody may. */
async function authorize<Principal, Context>(
  options: PipelineOptions<Principal, Context>,
  call: Call<Principal, Context>,
  { service, name }: Route<Context>,
  context: Context,
  input: never,
): Promise<void> {
  const action = `${service.actionPrefix}:${name}`
  if (options.openActions.has(action)) return
  const { resourceKeys } = service
  const [resources = ['*'], keys = {}] = await Promise.all([
    service.resources[name]?.(context, input),
    service.conditionKeys[name]?.(context, input),
  ])
  call.resources = resources
  const readResourceKeys = resourceKeys && { readResourceKeys: () => resourceKeys(context, resources) }
  await options.authorize(context, { action, resources, keys, ...readResourceKeys })
}

/** The operation of the model, and what answers it if it is offered. */
function findOperation<Context>({ service, name, operation }: Route<Context>) {
  if (operation) return { operation, handler: Object.hasOwn(service.operations, name) ? service.operations[name] : undefined }
  const { serviceId } = service.model.metadata
  throw new Fault(commonErrors['unknown-operation'].json, `The operation ${name.slice(0, 100)} is not one of ${serviceId}.`)
}

function notOffered<Context>({ service, name }: Route<Context>): Fault {
  const { serviceId } = service.model.metadata
  return new Fault(commonErrors['not-offered'].json, `${serviceId} ${name} is not offered by Account Factory; see docs/coverage.md.`)
}

/** One line for each request; never its content. */
function logRequest<Principal, Context>(
  { log, nameOf }: PipelineOptions<Principal, Context>,
  { requestId, route, identity }: Call<Principal, Context>,
  answer: Reply,
  tookMs: number,
): void {
  const line = {
    requestId,
    service: route?.service.model.metadata.name,
    operation: route?.name.slice(0, 100),
    region: identity?.region,
    principal: identity && nameOf?.(identity.principal),
    status: answer.status,
    code: answer.headers?.['x-amzn-errortype'],
    durationMs: Math.round(tookMs * 10) / 10,
  }
  log.info(line, 'request')
}

/** A Fault as it is; anything else is a fault of ours, of which only the request id leaves the process. */
function faultOf(error: unknown, log: Logger, requestId: string): Fault {
  if (error instanceof Fault) {
    if (error.cause !== undefined || Object.keys(error.context).length > 0)
      log.info({ requestId, err: error, context: error.context }, 'a request was refused')
    return error
  }
  log.error({ requestId, err: error }, 'an operation failed unexpectedly')
  return new Fault(commonErrors.internal.json, `The request processing has failed because of an unknown error. Request id: ${requestId}`)
}

/** A fault in the form of the service, or of what the request itself speaks when it names no service. */
function refuse<Principal, Context>({ route, requestId }: Call<Principal, Context>, request: WireRequest, fault: Fault): Reply {
  if (route) {
    const { code, status } = wireError(route.service.model, fault, route.operation)
    return route.protocol.encodeFault({ code, status, message: fault.message, fields: fault.fields }, requestId)
  }
  const { json, query, status } = commonError(fault.code)
  if (isForm(request) || /(^|&)Action=/.test(request.query))
    return xmlFault(undefined, { code: query, message: fault.message, status }, requestId)
  const contentType = request.headers['x-amz-target'] === undefined ? 'application/json' : 'application/x-amz-json-1.1'
  // Without a target it is a path that leads nowhere.
  const found = json === 'UnknownOperationException' && request.headers['x-amz-target'] === undefined ? 404 : status
  const body = JSON.stringify({ __type: json, message: fault.message })
  return { status: found, contentType, body, headers: { 'x-amzn-errortype': json } }
}

function withHeaders({ status, contentType, body, headers }: Reply, requestId: string, clock: Clock): WireReply {
  return {
    status,
    headers: { 'content-type': contentType, 'x-amzn-requestid': requestId, date: clock.now().toUTCString(), ...headers },
    body,
  }
}
