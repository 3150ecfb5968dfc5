import type { FastifyRequest } from 'fastify'
import type { Caller } from '../access/caller.ts'
import type { Principal } from '../access/credentials.ts'
import { Fault } from '../fault.ts'
import type { Portal } from '../portal/portal.ts'
import type { WireRequest } from '../wire/router.ts'
import { checkSameOrigin } from '../wire/session-origin.ts'
import { isSigned, type SignatureVerifier } from '../wire/signature.ts'
import type { CreateContext } from './operation-context.ts'
import { chosenRole, cookieOf, toWireRequest } from './requests.ts'

/** Name of our own API in the credential scope of a signature. */
const ownService = 'account-factory'

/** Who a page of ours acts as: the person of the cookie, in the role that the page names. */
export function sessionCallers(options: {
  portal: Portal
  createContext: CreateContext
  service: Principal
  homeRegion: string
  cookieName: string
}) {
  const { portal, createContext, service, homeRegion, cookieName } = options
  return async (request: WireRequest): Promise<{ principal: Principal; region: string }> => {
    const cookie = cookieOf(request, cookieName)
    if (cookie === undefined) {
      throw new Fault('NotSignedIn', `Sign the request (SigV4, service '${ownService}'), or sign in at the access portal.`)
    }
    const { region, ...role } = chosenRole(request, homeRegion)
    const context = createContext({ principal: service, region }, { remoteAddress: request.remoteAddress })
    return { principal: await portal.enter(context, cookie, role), region }
  }
}

/** Who calls our own API: by signature, or by the session of a page of ours. */
export function apiCallers(signatures: SignatureVerifier<Principal>, enter: ReturnType<typeof sessionCallers>) {
  const enterByPage = async (request: WireRequest): Promise<{ principal: Principal; region: string }> => {
    if (request.method !== 'GET') checkSameOrigin(request)
    return enter(request)
  }
  return async (request: FastifyRequest): Promise<{ caller: Caller; region: string }> => {
    const wireRequest = toWireRequest(request)
    const { principal, region } = isSigned(wireRequest) ? await signatures.verify(wireRequest, ownService) : await enterByPage(wireRequest)
    return { caller: { ...principal, sourceIp: wireRequest.remoteAddress, userAgent: wireRequest.headers['user-agent'] }, region }
  }
}
