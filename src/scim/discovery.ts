import { groupSchema } from './group-resource.ts'
import { enterpriseSchema, type Json, userSchema } from './user-resource.ts'

// RFC 7643, 5 to 7: what a client can find out about this service.

export const pageSize = 100

export function serviceProviderConfig(base: string): Json {
  const no = { supported: false }
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { ...no, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: pageSize },
    changePassword: no,
    sort: no,
    etag: no,
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A token made on the page Identity providers of the console',
        specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  }
}

export function resourceTypes(base: string): Json[] {
  const type = (id: string, schema: string, more: Json = {}): Json => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id,
    name: id,
    endpoint: `/${id}s`,
    schema,
    ...more,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${id}` },
  })
  const schemaExtensions = [{ schema: enterpriseSchema, required: false }]
  return [type('User', userSchema, { schemaExtensions }), type('Group', groupSchema)]
}

const text = (name: string, more: Json = {}): Json => ({
  name,
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...more,
})
const texts = (...names: string[]): Json[] => names.map((name) => text(name))
const complex = (name: string, subAttributes: Json[], more: Json = {}): Json => text(name, { type: 'complex', subAttributes, ...more })
const flag = (name: string): Json => text(name, { type: 'boolean' })
const several = (name: string, ...parts: string[]): Json =>
  complex(name, [...texts(...parts, 'type'), flag('primary')], { multiValued: true })

export function schemas(base: string): Json[] {
  const schema = (id: string, name: string, attributes: Json[]): Json => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id,
    name,
    attributes,
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
  })
  const externalId = text('externalId', { caseExact: true })
  return [
    schema(userSchema, 'User', [
      text('userName', { required: true, uniqueness: 'server' }),
      externalId,
      ...texts('displayName', 'nickName', 'profileUrl', 'userType', 'title', 'preferredLanguage', 'locale', 'timezone'),
      complex('name', texts('formatted', 'familyName', 'givenName', 'middleName', 'honorificPrefix', 'honorificSuffix')),
      flag('active'),
      several('emails', 'value'),
      several('phoneNumbers', 'value'),
      several('addresses', 'formatted', 'streetAddress', 'locality', 'region', 'postalCode', 'country'),
    ]),
    schema(enterpriseSchema, 'Enterprise user', [
      ...texts('employeeNumber', 'costCenter', 'organization', 'division', 'department'),
      complex('manager', texts('value')),
    ]),
    schema(groupSchema, 'Group', [
      text('displayName', { required: true, uniqueness: 'server' }),
      externalId,
      complex('members', texts('value', 'type'), { multiValued: true }),
    ]),
  ]
}

export function listResponse(resources: readonly Json[], { total = resources.length, startIndex = 1 } = {}): Json {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  }
}
