import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  /** One answered request. `kind`: wire, api, portal or page. */
  observe(kind: string, status: number, seconds: number): void
  /** In Prometheus's text form. */
  text(): Promise<string>
  readonly contentType: string
}

export function createMetrics(countRequests: () => Promise<{ running: number; waiting: number }>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'account_factory_http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['kind', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  })
  new Gauge({
    name: 'account_factory_requests',
    help: 'Account operations by phase',
    labelNames: ['phase'],
    registers: [registry],
    async collect() {
      const { running, waiting } = await countRequests()
      this.set({ phase: 'running' }, running)
      this.set({ phase: 'waiting' }, waiting)
    },
  })
  return {
    observe: (kind, status, seconds) => duration.observe({ kind, status: `${Math.floor(status / 100)}xx` }, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
