import pg from 'pg'

export type Listener = (payload: string) => void

const reconnectMs = 500

/** One connection that listens to PostgreSQL's NOTIFY for the whole process; comes back by itself when it is lost. */
export class Notifications {
  readonly #connectionString: string
  readonly #onError: (error: Error) => void
  readonly #listeners = new Map<string, Set<Listener>>()
  #client: pg.Client | undefined
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(connectionString: string, onError: (error: Error) => void = () => {}) {
    this.#connectionString = connectionString
    this.#onError = onError
  }

  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#connectionString })
    client.on('notification', ({ channel, payload = '' }) => this.#deliver(channel, payload))
    client.on('error', (error) => this.#lost(client, error))
    client.on('end', () => this.#lost(client, new Error('the connection for notifications was closed')))
    await client.connect()
    if (this.#closed) return client.end()
    this.#client = client
    for (const channel of this.#listeners.keys()) await client.query(`listen ${client.escapeIdentifier(channel)}`)
  }

  /** Calls `listener` for each notification on the channel until the returned function is called. After a reconnect an empty payload says "look again". */
  async listen(channel: string, listener: Listener): Promise<() => void> {
    const listeners = this.#listeners.get(channel) ?? new Set()
    listeners.add(listener)
    if (!this.#listeners.has(channel)) {
      this.#listeners.set(channel, listeners)
      await this.#client?.query(`listen ${this.#client.escapeIdentifier(channel)}`)
    }
    return () => listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#client?.end().catch(() => {})
  }

  #deliver(channel: string, payload: string): void {
    for (const listener of this.#listeners.get(channel) ?? []) listener(payload)
  }

  #lost(client: pg.Client, error: Error): void {
    if (this.#closed || client !== this.#client) return
    this.#client = undefined
    this.#onError(error)
    client.end().catch(() => {})
    this.#reconnect()
  }

  #reconnect(): void {
    this.#timer = setTimeout(async () => {
      try {
        await this.start()
        for (const channel of this.#listeners.keys()) this.#deliver(channel, '')
      } catch (error) {
        this.#onError(error as Error)
        if (!this.#closed) this.#reconnect()
      }
    }, reconnectMs)
  }
}
