import type { FastifyRequest } from 'fastify'
import type { Caller } from '../access/caller.ts'
import type { Principal } from '../access/credentials.ts'
import { Fault } from '../fault.ts'
import type { Portal } from '../portal/portal.ts'
import { sessionCookie } from '../portal/routes.ts'
import type { WireRequest } from '../wire/router.ts'
import { checkSameOrigin } from '../wire/session-origin.ts'
import { isSigned, type SignatureVerifier } from '../wire/signature.ts'
import type { CreateContext } from './operation-context.ts'
import { chosenRole, cookieOf, toWireRequest } from './requests.ts'

/** Name of our own API in the credential scope of a signature. */
const ownService = 'account-factory'

/** Who a page of ours acts as: the person of the cookie, in the role that the page names. */
export function sessionCallers(portal: Portal, createContext: CreateContext, service: Principal, homeRegion: string) {
  return async (request: WireRequest): Promise<{ principal: Principal; region: string }> => {
    const { region, ...role } = chosenRole(request, homeRegion)
    const context = createContext({ principal: service, region }, { remoteAddress: request.remoteAddress })
    return { principal: await portal.enter(context, cookieOf(request, sessionCookie), role), region }
  }
}

/** Who calls our own API: by signature, or by the session of a page of ours. */
export function apiCallers(signatures: SignatureVerifier<Principal>, enter: ReturnType<typeof sessionCallers>) {
  return async (request: FastifyRequest): Promise<{ caller: Caller; region: string }> => {
    const wireRequest = toWireRequest(request)
    const { principal, region } = isSigned(wireRequest)
      ? await signatures.verify(wireRequest, ownService)
      : await enterByPage(wireRequest, enter)
    return { caller: { ...principal, sourceIp: wireRequest.remoteAddress }, region }
  }
}

async function enterByPage(
  request: WireRequest,
  enter: ReturnType<typeof sessionCallers>,
): Promise<{ principal: Principal; region: string }> {
  if (cookieOf(request, sessionCookie) === undefined) {
    throw new Fault('NotSignedIn', `Sign the request (SigV4, service '${ownService}'), or sign in at the access portal.`)
  }
  if (request.method !== 'GET') checkSameOrigin(request)
  return enter(request)
}
