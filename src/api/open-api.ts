import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { errorBody, eventsQuery, requestDetail } from './schemas.ts'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document, made from the endpoints' schemas. */
export function createOpenApiDocument(endpoints: readonly Endpoint[]): Json {
  const paths: Record<string, Json> = {}
  for (const endpoint of endpoints) {
    const path = `/api${endpoint.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: describe(endpoint) }
  }
  paths['/api/events'] = { get: describeEvents() }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Account Factory',
      version: '1',
      description:
        'What AWS has no API for: timelines, queue, preflight. Sign with AWS Signature Version 4 (service `account-factory`), or use the access portal’s session with the header `x-account-factory-role`.',
    },
    paths,
    components: {
      securitySchemes: { sigv4: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' } },
    },
    security: [{ sigv4: [] }],
  }
}

function describe(endpoint: Endpoint): Json {
  const parameters = [...fields(endpoint.parameters, 'path'), ...fields(endpoint.query, 'query')]
  return {
    summary: endpoint.summary,
    ...(endpoint.action ? { 'x-iam-action': endpoint.action } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(endpoint.body ? { requestBody: { required: true, content: json(endpoint.body, 'input') } } : {}),
    responses: {
      [String(endpoint.status ?? 200)]: {
        description: 'Done',
        ...(endpoint.response ? { content: json(endpoint.response, 'output') } : {}),
      },
      default: { description: 'Refused', content: json(errorBody, 'output') },
    },
  }
}

function describeEvents(): Json {
  return {
    summary: 'Changes of requests as server-sent events: `event: request`, `id` the change, `data` the whole request',
    'x-iam-action': 'account-factory:ListRequests',
    parameters: fields(eventsQuery, 'query'),
    responses: { '200': { description: 'The stream', content: { 'text/event-stream': { itemSchema: toJson(requestDetail, 'output') } } } },
  }
}

const json = (schema: z.ZodType, io: 'input' | 'output'): Json => ({ 'application/json': { schema: toJson(schema, io) } })

function fields(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = toJson(schema, 'input') as { properties?: Json; required?: string[] }
  return Object.entries(properties).map(([name, property]) => ({ name, in: place, required: required.includes(name), schema: property }))
}

function toJson(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', reused: 'inline' })
  return rest
}
