import type { OperationContext } from '../../access/context.ts'
import { fault } from './faults.ts'

const loopbackHosts: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']

/** The instance that the start URLs of AWS's own form name; undefined where there is none. */
export interface NamedInstance {
  readonly identityStoreId: string | undefined
  readonly instanceArn: string | undefined
}

export type StartUrls = ReturnType<typeof createStartUrls>

/**
 * Which addresses mean our portal: its own; and, because clients insist on AWS's domains, those that AWS would give an instance of
 * these ids: `https://<identity store>.awsapps.com/start`, `https://<instance>.portal.<region>.app.aws` and the issuer
 * `https://identitycenter.amazonaws.com/<instance>`. Nothing is ever asked at the latter.
 */
export function createStartUrls({ identityStoreId, instanceArn }: NamedInstance) {
  const instanceId = instanceArn?.split('/').at(-1)

  const isOurs = ({ settings }: OperationContext, address: string): boolean => {
    const url = URL.parse(address)
    if (!url || url.username || url.password || url.search || !/^#?\/?$/.test(url.hash)) return false
    const path = url.pathname.replace(/\/$/, '')
    const own = new URL(settings.startUrl)
    const isOwnHost = url.host === own.host || (isLoopback(url) && isLoopback(own) && url.port === own.port)
    if (url.protocol === own.protocol && isOwnHost) return path === '/start'
    if (url.protocol !== 'https:' || url.port) return false
    if (identityStoreId && url.hostname === `${identityStoreId}.awsapps.com`) return path === '/start'
    if (!instanceId) return false
    if (url.hostname === 'identitycenter.amazonaws.com') return path === `/${instanceId}`
    return url.hostname.startsWith(`${instanceId}.portal.`) && url.hostname.endsWith('.app.aws') && (path === '' || path === '/start')
  }

  /** Throws InvalidRequestException for an address that is not our portal's. */
  const check = (context: OperationContext, address: string): void => {
    if (isOurs(context, address)) return
    const names = [context.settings.startUrl, ...(identityStoreId ? [`https://${identityStoreId}.awsapps.com/start`] : [])]
    throw fault(
      'InvalidRequestException',
      `'${address.slice(0, 200)}' is not the start URL of this access portal: use ${names.join(' or ')}.`,
    )
  }

  return { isOurs, check }
}

function isLoopback({ hostname }: URL): boolean {
  return loopbackHosts.includes(hostname)
}
