import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TestCertificate {
  /** Paths of the PEM files. */
  readonly cert: string
  readonly key: string
  /** For clients to trust. */
  readonly authority: string
  remove(): void
}

/** A certificate of its own authority for 127.0.0.1 and localhost, by the system's openssl. */
export function createCertificate(): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'account-factory-tls-'))
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  execFileSync('openssl', ['req', '-x509', ...kind, ...names, '-keyout', key, '-out', cert], { stdio: 'pipe' })
  return { cert, key, authority: readFileSync(cert, 'utf8'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
