import { readFileSync, statSync } from 'node:fs'
import { createSecureContext, type Server } from 'node:tls'
import { ConfigError } from './config.ts'

export interface Certificate {
  /** Options of the https server. */
  readonly secure: { readonly cert: Buffer; readonly key: Buffer; readonly minVersion: 'TLSv1.2' }
  /** Gives the server the new certificate whenever the files change. */
  follow(server: Server): void
  close(): void
}

const lookEveryMs = 30_000

/** Reads a certificate and its key (PEM files). Throws ConfigError when they cannot be read or do not belong together. */
export function openCertificate(files: { cert: string; key: string }, onError: (error: unknown) => void): Certificate {
  const secure = read(files)
  let age = ageOf(files)
  let timer: NodeJS.Timeout | undefined
  const renew = (server: Server): void => {
    try {
      const now = ageOf(files)
      if (now === age) return
      server.setSecureContext(read(files))
      age = now
    } catch (error) {
      // Half written, perhaps: the old one serves on, and the next look may find it whole.
      onError(error)
    }
  }
  return {
    secure,
    follow: (server) => {
      timer = setInterval(() => renew(server), lookEveryMs)
      timer.unref()
    },
    close: () => clearInterval(timer),
  }
}

function read({ cert, key }: { cert: string; key: string }): Certificate['secure'] {
  const secure = { cert: readPem(cert, '--tls-cert'), key: readPem(key, '--tls-key'), minVersion: 'TLSv1.2' as const }
  try {
    createSecureContext(secure)
  } catch (error) {
    throw new ConfigError(`${cert} and ${key} are not a certificate and its key: ${(error as Error).message}`, { cause: error })
  }
  return secure
}

function readPem(path: string, flag: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new ConfigError(`${flag}: ${path} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}

function ageOf({ cert, key }: { cert: string; key: string }): string {
  return `${statSync(cert).mtimeMs} ${statSync(key).mtimeMs}`
}
