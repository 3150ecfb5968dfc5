import { groupAttributes } from './directory.ts'
import { listResponse } from './discovery.ts'
import { describeGroup, readGroup, readGroupPatch } from './group-resource.ts'
import { readListing, selection } from './list-query.ts'
import { readPatch } from './patch-request.ts'
import { refusal } from './scim-fault.ts'
import { type ScimScope, scimPath } from './scope.ts'

interface One {
  Params: { id: string }
  Querystring: { attributes?: string; excludedAttributes?: string }
}

/** In an answer about one group; an answer about several has none, as on AWS. */
const mostMembersShown = 10_000

export function registerGroupRoutes({ fastify, directory, createContext, base }: ScimScope): void {
  fastify.get(`${scimPath}/Groups`, async (request) => {
    const { query, startIndex, select } = readListing(request.query, groupAttributes)
    const { total, groups } = await directory.listGroups(createContext(request), query)
    return listResponse(
      groups.map((group) => select(describeGroup(group, base))),
      { total, startIndex },
    )
  })
  fastify.post(`${scimPath}/Groups`, async (request, reply) => {
    const { members = [], ...content } = readGroup(request.body)
    const group = await directory.createGroup(createContext(request), content, members)
    return reply
      .code(201)
      .header('location', `${base}/Groups/${group.id}`)
      .send(describeGroup(group, base, members))
  })
  fastify.get<One>(`${scimPath}/Groups/:id`, async (request) => {
    const context = createContext(request)
    const group = await directory.findGroup(context, request.params.id)
    if (!group) throw refusal(404, `There is no group ${request.params.id}.`)
    const select = selection(request.query)
    const isAsked = 'members' in select({ members: [] })
    return select(describeGroup(group, base, isAsked ? await directory.memberIds(context, group.id, mostMembersShown) : undefined))
  })
  fastify.put<One>(`${scimPath}/Groups/:id`, async (request) => {
    const context = createContext(request)
    const { displayName, externalId = null, members = [] } = readGroup(request.body)
    const group = await directory.changeGroup(context, request.params.id, { displayName, externalId, members, add: [], remove: [] })
    return describeGroup(group, base, await directory.memberIds(context, group.id, mostMembersShown))
  })
  fastify.patch<One>(`${scimPath}/Groups/:id`, async (request, reply) => {
    // Answered without the group, which may have thousands of members.
    await directory.changeGroup(createContext(request), request.params.id, readGroupPatch(readPatch(request.body)))
    return reply.code(204).send()
  })
  fastify.delete<One>(`${scimPath}/Groups/:id`, async (request, reply) => {
    await directory.deleteGroup(createContext(request), request.params.id)
    return reply.code(204).send()
  })
}
