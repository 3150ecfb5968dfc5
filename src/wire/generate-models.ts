// Writes src/wire/models/: for each AWS service one JSON model and one file of TypeScript types,
// taken from the service models inside the pinned package @aws-cdk/asset-awscli-v1.
// Run by `npm run models`; does nothing when the output is already of this package version and this file.
import { hash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import type { Model, Shape } from './model.ts'

const services = [
  'account',
  'cloudtrail',
  'controltower',
  'iam',
  'identitystore',
  'organizations',
  'service-quotas',
  'servicecatalog',
  'sso',
  'sso-admin',
  'sso-oidc',
  'sts',
]
/** Protocols the runtime speaks. A model that lists another stops the build: clients of tomorrow may choose that one. */
const served: readonly string[] = ['json', 'rest-json', 'query'] satisfies Model['metadata']['protocol'][]

const target = join(import.meta.dirname, 'models')
const archive = join(dirname(createRequire(import.meta.url).resolve('@aws-cdk/asset-awscli-v1')), 'layer.zip')

// biome-ignore lint/suspicious/noExplicitAny: botocore's JSON before it is narrowed to Model
type Raw = any

function main(): void {
  const stamp = hash('sha256', readFileSync(import.meta.filename, 'utf8') + readFileSync(`${dirname(archive)}/../package.json`, 'utf8'))
  const stampFile = join(target, '.stamp')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  mkdirSync(target, { recursive: true })
  const files = readModels()
  for (const name of services) {
    const model = strip(files, name)
    write(join(target, `${name}.json`), JSON.stringify(model))
    write(join(target, `${name}.ts`), types(name, model))
  }
  write(stampFile, stamp)
}

/** Whole or not at all: another process may be reading. */
function write(file: string, text: string): void {
  const partial = `${file}.${process.pid}`
  writeFileSync(partial, text)
  renameSync(partial, file)
}

function readModels(): Record<string, Uint8Array> {
  const wanted = new RegExp(`/botocore/data/(${services.join('|')})/[^/]+/(service-2|paginators-1)\\.json$`)
  return unzipSync(readFileSync(archive), { filter: (file) => wanted.test(file.name) })
}

function read(files: Record<string, Uint8Array>, service: string, file: string): Raw {
  const paths = Object.keys(files)
    .filter((path) => path.includes(`/data/${service}/`) && path.endsWith(file))
    .sort()
  const bytes = files[paths.at(-1) ?? '']
  if (!bytes) throw new Error(`${file} of ${service} is not in ${archive}`)
  return JSON.parse(strFromU8(bytes))
}

function strip(files: Record<string, Uint8Array>, name: string): Model {
  const raw = read(files, name, 'service-2.json')
  const protocols: Model['metadata']['protocol'][] = raw.metadata.protocols ?? [raw.metadata.protocol]
  const [protocol] = protocols
  if (!protocol || protocols.some((p) => !served.includes(p))) throw new Error(`${name} speaks ${protocols}, of which we serve ${served}`)
  const shapes: Record<string, Shape> = {}
  const visit = (shape: string): void => {
    if (shapes[shape]) return
    shapes[shape] = withoutProse(raw.shapes[shape])
    const { members = {}, member, key, value } = raw.shapes[shape]
    for (const child of [...Object.values<Raw>(members), member, key, value]) if (child) visit(child.shape)
  }
  const operations: Model['operations'] = {}
  for (const [operation, spec] of Object.entries<Raw>(raw.operations)) {
    const errors: string[] = (spec.errors ?? []).map((error: Raw) => error.shape)
    for (const shape of [spec.input?.shape, spec.output?.shape, ...errors]) if (shape) visit(shape)
    operations[operation] = {
      method: spec.http.method,
      uri: spec.http.requestUri,
      ...(spec.http.responseCode && { status: spec.http.responseCode }),
      ...(spec.input && { input: spec.input.shape }),
      ...(spec.output && { output: spec.output.shape }),
      ...(spec.output?.resultWrapper && { resultWrapper: spec.output.resultWrapper }),
      ...(spec.authtype === 'none' || spec.auth?.[0] === 'smithy.api#noAuth' ? { unsigned: true as const } : {}),
      errors,
    }
  }
  const { endpointPrefix, signingName = endpointPrefix, targetPrefix, apiVersion, jsonVersion, xmlNamespace, serviceId } = raw.metadata
  const namespace = typeof xmlNamespace === 'string' ? xmlNamespace : xmlNamespace?.uri
  const metadata = { name, serviceId, protocol, signingName, apiVersion, targetPrefix, jsonVersion, xmlNamespace: namespace }
  return { metadata, operations, shapes, pagination: read(files, name, 'paginators-1.json').pagination }
}

function withoutProse(value: Raw): Raw {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key, child]) => !(key === 'documentation' && typeof child === 'string'))
  return Object.fromEntries(entries.map(([key, child]) => [key, withoutProse(child)]))
}

function types(name: string, model: Model): string {
  const lines = [`// Generated by generate-models.ts from the model of ${name}. Not committed; do not edit.`]
  for (const [shape, spec] of Object.entries(model.shapes)) {
    if (spec.type !== 'structure') continue
    const required = new Set(spec.required)
    const members = Object.entries(spec.members ?? {}).map(
      ([member, ref]) => `  ${JSON.stringify(member)}${required.has(member) ? '' : '?'}: ${type(model, ref.shape)}`,
    )
    lines.push(`export interface ${shape} {`, ...members, '}')
  }
  const structure = (shape: string | undefined): string => shape ?? 'Record<string, never>'
  lines.push('export interface Operations {')
  for (const [operation, { input, output, errors }] of Object.entries(model.operations)) {
    const codes = errors.map((error) => JSON.stringify(model.shapes[error]?.error?.code ?? error)).join(' | ') || 'never'
    lines.push(`  ${operation}: { input: ${structure(input)}; output: ${structure(output)}; errors: ${codes} }`)
  }
  lines.push('}', 'export type ErrorCode = Operations[keyof Operations]["errors"]', '')
  return lines.join('\n')
}

function type(model: Model, name: string): string {
  const shape = model.shapes[name]
  if (!shape) throw new Error(`shape ${name} is missing`)
  switch (shape.type) {
    case 'structure':
      return shape.document ? 'unknown' : name
    case 'list':
      return `Array<${type(model, shape.member?.shape ?? '')}>`
    case 'map':
      return `Record<string, ${type(model, shape.value?.shape ?? '')}>`
    case 'timestamp':
      return 'Date'
    case 'blob':
      return 'Uint8Array'
    case 'boolean':
      return 'boolean'
    case 'string':
      return shape.enum ? shape.enum.map((value) => JSON.stringify(value)).join(' | ') : 'string'
    default:
      return 'number'
  }
}

main()
