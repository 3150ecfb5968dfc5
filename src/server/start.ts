// Starts and stops the whole server: data folder, database, application, listener, in this order, and back.
import { createServer } from 'node:net'
import { hostname } from 'node:os'
import type { FastifyInstance } from 'fastify'
import pino, { type Logger } from 'pino'
import { SystemClock } from '../clock.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../database/embedded-postgres.ts'
import { migrate, withStartLock } from '../database/migrate.ts'
import { Notifications } from '../database/notifications.ts'
import { checkServer, createPool } from '../database/pool.ts'
import { randomHex } from '../random.ts'
import { type Config, ConfigError } from './config.ts'
import { type DataFolder, openDataFolder } from './data-folder.ts'
import { createListener } from './listener.ts'
import { openCertificate } from './tls.ts'
import { type Application, createApplication } from './wiring.ts'

export interface RunningServer {
  /** Without a path. */
  readonly url: string
  readonly oneTimePassword: Application['oneTimePassword']
  /** Resolves with a message for the operator when the server cannot go on. */
  readonly failed: Promise<string>
  /** Drains and stops everything within ten seconds. */
  close(): Promise<void>
}

const drainMs = 1_500

type Undo = () => Promise<void> | void

/** Throws ConfigError for what the operator can mend. */
export async function startServer(config: Config, log: Logger = createLog(config)): Promise<RunningServer> {
  const undo: Undo[] = []
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) {
      try {
        await step()
      } catch (error) {
        log.error({ err: error }, 'a part of the server did not stop as it should')
      }
    }
  }
  try {
    const folder = openDataFolder(config.data, config.secretKey)
    undo.push(() => folder.release())
    const port = config.port === 0 ? await freePort(config.host) : config.port
    await checkPort(config.host, port)
    const database = await openDatabase(config)
    if (database.embedded) undo.push(() => database.embedded?.stop())
    const { application, stopApplication } = await startApplication(config, folder, database.connectionString, addressOf(config, port), log)
    undo.push(stopApplication)
    let ready = false
    const tls = config.tls && openCertificate(config.tls, (error) => log.error({ err: error }, 'the new certificate is not used'))
    if (tls) undo.push(() => tls.close())
    const listener = await createListener(application, { log, isReady: () => ready, tls, trustedProxies: config.trustedProxies })
    await application.start()
    undo.push(() => application.stop())
    await listener.listen({ host: config.host, port })
    undo.push(() => {
      ready = false
      return drain(listener)
    })
    ready = true
    const failed = database.embedded?.died ?? new Promise<string>(() => {})
    return { url: addressOf(config, port), oneTimePassword: application.oneTimePassword, failed, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Lets requests under way be answered, within bounds. */
async function drain(listener: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => listener.server.closeAllConnections(), drainMs)
  await listener.close()
  clearTimeout(timer)
}

async function openDatabase(config: Config): Promise<{ connectionString: string; embedded: EmbeddedPostgres | undefined }> {
  try {
    if (config.databaseUrl === undefined) {
      const embedded = await startEmbeddedPostgres(config.data)
      return { connectionString: embedded.connectionString, embedded }
    }
    await checkServer(config.databaseUrl)
    return { connectionString: config.databaseUrl, embedded: undefined }
  } catch (error) {
    throw new ConfigError((error as Error).message, { cause: error })
  }
}

async function startApplication(config: Config, folder: DataFolder, connectionString: string, url: string, log: Logger) {
  const pool = createPool(connectionString, { onError: (error) => log.warn({ err: error }, 'a database connection was lost') })
  const notifications = new Notifications(connectionString, (error) => log.warn({ err: error }, 'notifications were interrupted'))
  const stopApplication = async (): Promise<void> => {
    await notifications.close()
    await pool.close()
  }
  try {
    await withStartLock(connectionString, () => migrate(pool.db))
    await notifications.start()
    const application = await createApplication({
      config,
      db: pool.db,
      clock: new SystemClock(),
      log,
      url,
      connectionString,
      notifications,
      secretKey: folder.secretKey,
      // With a database of the user's own there may be other nodes, and this one is new at every boot.
      nodeId: config.databaseUrl === undefined ? 'local' : `${hostname()}-${process.pid}-${randomHex(8)}`,
    })
    return { application, stopApplication }
  } catch (error) {
    await stopApplication()
    throw error
  }
}

function createLog(config: Config): Logger {
  return pino({ level: config.logLevel, base: undefined, redact: ['req.headers.authorization', 'req.headers.cookie'] })
}

function addressOf(config: Config, port: number): string {
  const host = ['0.0.0.0', '::'].includes(config.host) ? hostname() : config.host.includes(':') ? `[${config.host}]` : config.host
  return config.publicUrl ?? `${config.tls ? 'https' : 'http'}://${host}:${port}`
}

/** Says that the port is taken before anything is started. */
async function checkPort(host: string, port: number): Promise<void> {
  try {
    await tryPort(host, port)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw new ConfigError(`port ${port} of ${host} is in use by another program; choose another with --port`)
    throw new ConfigError(`cannot listen on ${host}:${port}: ${(error as Error).message}`)
  }
}

async function freePort(host: string): Promise<number> {
  return tryPort(host, 0)
}

function tryPort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(port, host, () => {
      const address = probe.address()
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : port))
    })
  })
}
