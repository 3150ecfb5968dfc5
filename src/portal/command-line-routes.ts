import { z } from 'zod'
import type { OperationContext } from '../access/context.ts'
import { Fault } from '../fault.ts'
import { parse, type RouteScope, text } from './route-scope.ts'

/** The command lines that act for a person; the server hands it in. */
export interface CommandLines {
  listGrants(context: OperationContext, userId: string): Promise<readonly object[]>
  endGrantById(context: OperationContext, userId: string, id: string): Promise<boolean>
}

const parameters = z.strictObject({ id: text(64) })

/** Where a person is signed in on the command line, and signing out there. */
export function registerCommandLineRoutes({ fastify, portal, createContext, cookieOf }: RouteScope, commandLines: CommandLines): void {
  fastify.get('/api/portal/command-lines', async (request) => {
    const context = createContext(request)
    const { userId } = await portal.signedIn(context, cookieOf(request))
    return { commandLines: await commandLines.listGrants(context, userId) }
  })
  fastify.delete('/api/portal/command-lines/:id', async (request) => {
    const context = createContext(request)
    const { userId } = await portal.signedIn(context, cookieOf(request))
    const { id } = parse(parameters, request.params)
    if (!(await commandLines.endGrantById(context, userId, id)))
      throw new Fault('ResourceNotFoundException', 'This command line is signed out already.')
    return {}
  })
}
