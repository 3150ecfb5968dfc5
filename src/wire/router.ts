import type { Model, OperationModel } from './model.ts'
import { Protocol } from './protocol.ts'
import type { Service } from './service.ts'

/** A request as the listener or an SDK client in this process hands it over. Header names are lower case. */
export interface WireRequest {
  readonly method: string
  /** Raw, still percent-encoded. */
  readonly path: string
  /** Raw, without the question mark. */
  readonly query: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
  readonly remoteAddress: string
}

export interface Route<Context> {
  readonly service: Service<Context>
  readonly protocol: Protocol
  /** As asked for; `operation` is undefined when the model has none of this name. */
  readonly name: string
  readonly operation: OperationModel | undefined
  readonly labels: Readonly<Record<string, string>>
  /** Of the query protocol's form, or of the URL. */
  readonly query: URLSearchParams
}

interface RestOperation<Context> {
  readonly method: string
  readonly pattern: RegExp
  readonly labels: readonly string[]
  readonly fixedQuery: URLSearchParams
  readonly service: Service<Context>
  readonly name: string
}

/** Finds service and operation by X-Amz-Target, by a form's Action and Version, or by method and path; never by host name. */
export class Router<Context> {
  readonly #byTarget = new Map<string, Service<Context>>()
  readonly #byVersion = new Map<string, Service<Context>>()
  readonly #rest: RestOperation<Context>[] = []
  readonly #protocols = new Map<Model, Protocol>()

  constructor(services: readonly Service<Context>[]) {
    for (const service of services) {
      const { protocol, targetPrefix, apiVersion } = service.model.metadata
      this.#protocols.set(service.model, new Protocol(service.model))
      if (protocol === 'json' && targetPrefix) {
        this.#byTarget.set(targetPrefix, service)
        // Newer clients leave the Java package of CloudTrail's target out.
        this.#byTarget.set(targetPrefix.slice(targetPrefix.lastIndexOf('.') + 1), service)
      } else if (protocol === 'query') this.#byVersion.set(apiVersion, service)
      else this.#addRest(service)
    }
    // Static segments and fixed queries before labels.
    this.#rest.sort((a, b) => b.fixedQuery.size - a.fixedQuery.size || a.labels.length - b.labels.length)
  }

  /** The route, or undefined when no service is meant. */
  find(request: WireRequest): Route<Context> | undefined {
    const target = request.headers['x-amz-target']
    if (target !== undefined) return request.method === 'POST' ? this.#findTarget(target) : undefined
    const form = isForm(request) ? new URLSearchParams(request.body.toString('utf8')) : new URLSearchParams(request.query)
    if (form.has('Action')) return request.method === 'POST' || request.method === 'GET' ? this.#findAction(form) : undefined
    return this.#findPath(request)
  }

  #findTarget(target: string): Route<Context> | undefined {
    const dot = target.lastIndexOf('.')
    const service = this.#byTarget.get(target.slice(0, dot))
    return service && this.#route(service, target.slice(dot + 1), {}, new URLSearchParams())
  }

  #findAction(form: URLSearchParams): Route<Context> | undefined {
    const service = this.#byVersion.get(form.get('Version') ?? '')
    return service && this.#route(service, form.get('Action') ?? '', {}, form)
  }

  #findPath(request: WireRequest): Route<Context> | undefined {
    const query = new URLSearchParams(request.query)
    for (const { method, pattern, labels, fixedQuery, service, name } of this.#rest) {
      if (method !== request.method || [...fixedQuery].some(([key, value]) => query.get(key) !== value)) continue
      const match = pattern.exec(request.path)
      const values = match && decodeLabels(match.slice(1))
      if (values) return this.#route(service, name, Object.fromEntries(labels.map((label, index) => [label, values[index] ?? ''])), query)
    }
    return undefined
  }

  #route(service: Service<Context>, name: string, labels: Record<string, string>, query: URLSearchParams): Route<Context> | undefined {
    const protocol = this.#protocols.get(service.model)
    const operation = Object.hasOwn(service.model.operations, name) ? service.model.operations[name] : undefined
    return protocol && { service, protocol, name, operation, labels, query }
  }

  #addRest(service: Service<Context>): void {
    for (const [name, { method, uri }] of Object.entries(service.model.operations)) {
      const [path = '', fixed] = uri.split('?')
      const labels = [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, label]) => label ?? '')
      const source = path
        .split(/(\{[^}]+\})/)
        .map((part) => (part.startsWith('{') ? (part.endsWith('+}') ? '(.+)' : '([^/]+)') : part.replace(/[.*+?^$()|[\]\\]/g, '\\$&')))
        .join('')
      this.#rest.push({ method, pattern: new RegExp(`^${source}$`), labels, fixedQuery: new URLSearchParams(fixed), service, name })
    }
  }
}

export function isForm(request: WireRequest): boolean {
  return (request.headers['content-type'] ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded')
}

function decodeLabels(labels: readonly string[]): string[] | undefined {
  try {
    return labels.map((label) => decodeURIComponent(label))
  } catch {
    return undefined
  }
}
