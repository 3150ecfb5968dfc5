import type { OperationContext } from '../access/context.ts'
import { userAttributes } from './directory.ts'
import { listResponse } from './discovery.ts'
import { readListing, selection } from './list-query.ts'
import { readPatch } from './patch-request.ts'
import { patchUser } from './patch-user.ts'
import { refusal } from './scim-fault.ts'
import { type ScimScope, scimPath } from './scope.ts'
import { describeUser, readUser, toDraft } from './user-resource.ts'

interface One {
  Params: { id: string }
  Querystring: { attributes?: string; excludedAttributes?: string }
}

/** With parity, names that AWS asks for are asked for. */
const exactness = (context: OperationContext) => ({ exact: context.settings.parity })

export function registerUserRoutes({ fastify, directory, createContext, base }: ScimScope): void {
  fastify.get(`${scimPath}/Users`, async (request) => {
    const { query, startIndex, select } = readListing(request.query, userAttributes)
    const { total, users } = await directory.listUsers(createContext(request), query)
    return listResponse(
      users.map((user) => select(describeUser(user, base))),
      { total, startIndex },
    )
  })
  fastify.post(`${scimPath}/Users`, async (request, reply) => {
    const context = createContext(request)
    const user = await directory.createUser(context, readUser(request.body, exactness(context)))
    return reply.code(201).header('location', `${base}/Users/${user.id}`).send(describeUser(user, base))
  })
  fastify.get<One>(`${scimPath}/Users/:id`, async (request) => {
    const user = await directory.findUser(createContext(request), request.params.id)
    if (!user) throw refusal(404, `There is no user ${request.params.id}.`)
    return selection(request.query)(describeUser(user, base))
  })
  fastify.put<One>(`${scimPath}/Users/:id`, async (request) => {
    const context = createContext(request)
    const content = readUser(request.body, exactness(context))
    return describeUser(await directory.changeUser(context, request.params.id, () => content), base)
  })
  fastify.patch<One>(`${scimPath}/Users/:id`, async (request) => {
    const context = createContext(request)
    const operations = readPatch(request.body)
    const changed = await directory.changeUser(context, request.params.id, (user) =>
      readUser(patchUser(toDraft(user), operations), exactness(context)),
    )
    return describeUser(changed, base)
  })
  fastify.delete<One>(`${scimPath}/Users/:id`, async (request, reply) => {
    await directory.deleteUser(createContext(request), request.params.id)
    return reply.code(204).send()
  })
}
