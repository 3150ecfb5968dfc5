import { z } from 'zod'
import { Fault } from '../fault.ts'
import { parse, type RouteScope, text } from './route-scope.ts'
import { endSessionById, listSessions } from './session-list.ts'

const sessionParameters = z.strictObject({ id: text(64) })

/** Where a person is signed in, and signing out there. */
export function registerSessionRoutes({ fastify, portal, createContext, cookieOf, end }: RouteScope): void {
  fastify.get('/api/portal/sessions', async (request) => {
    const context = createContext(request)
    const { person, session } = await portal.visitor(context, cookieOf(request))
    const sessions = await listSessions(context, person.userId)
    return { sessions: sessions.map((each) => ({ ...each, current: each.id === session.id })) }
  })
  fastify.delete('/api/portal/sessions/:id', async (request, reply) => {
    const context = createContext(request)
    const { person, session } = await portal.visitor(context, cookieOf(request))
    const { id } = parse(sessionParameters, request.params)
    if (!(await endSessionById(context, person.userId, id))) throw new Fault('ResourceNotFoundException', 'This session has ended already.')
    if (id === session.id) end(reply)
    return {}
  })
  fastify.post('/api/portal/sign-out-everywhere', async (request, reply) => {
    const context = createContext(request)
    const { userId } = await portal.signedIn(context, cookieOf(request))
    await portal.signOutEverywhere(context, userId)
    end(reply)
    return {}
  })
}
