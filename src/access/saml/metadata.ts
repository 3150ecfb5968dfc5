import { X509Certificate } from 'node:crypto'
import { childrenOf, descendantsOf, isNamed, readXml, textOf, type XmlElement } from './plain-xml.ts'

/** What the metadata document of an identity provider says. */
export interface SamlMetadata {
  readonly entityId: string
  /** PEM. */
  readonly certificates: readonly string[]
  readonly validUntil: Date | undefined
  readonly descriptor: XmlElement
}

/** Throws Error, whose message says what is wrong. */
export async function readMetadata(xml: string): Promise<SamlMetadata> {
  const root = await readXml(xml, 'metadata').catch((error: unknown) => {
    throw error instanceof Error && /^(It has too|A document)/.test(error.message) ? error : new Error('It is not an XML document.')
  })
  const [descriptor, ...others] = descendantsOf(root, 'metadata', 'IDPSSODescriptor')
  if (!descriptor) throw new Error('It has no IDPSSODescriptor: it is not of an identity provider.')
  if (others.length > 0) throw new Error('It describes several identity providers: give the metadata of one.')
  const entity = descriptor.parentNode as XmlElement | null
  const entityId = entity && isNamed(entity, 'metadata', 'EntityDescriptor') ? entity.getAttribute('entityID') : undefined
  if (!entityId) throw new Error('It has no entityID.')
  const certificates = childrenOf(descriptor, 'metadata', 'KeyDescriptor')
    .filter((key) => ['', 'signing'].includes(key.getAttribute('use') ?? ''))
    .flatMap((key) => descendantsOf(key, 'signature', 'X509Certificate'))
    .map((element) => toPem(textOf(element)))
  if (certificates.length === 0) throw new Error('It has no signing certificate.')
  return { entityId, certificates: [...new Set(certificates)], validUntil: endOf([root, entity, descriptor]), descriptor }
}

/** The earliest of what the elements say. */
function endOf(elements: readonly (XmlElement | null)[]): Date | undefined {
  const said = elements.map((element) => element?.getAttribute('validUntil')).filter((text) => !!text)
  const times = said.map((text) => Date.parse(text ?? ''))
  if (times.some(Number.isNaN)) throw new Error('Its validUntil is not a time.')
  return times.length > 0 ? new Date(Math.min(...times)) : undefined
}

/** PEM of a certificate that comes as PEM or as bare base64. Throws Error. */
export function toPem(text: string): string {
  const base64 = text.replace(/-----(BEGIN|END) CERTIFICATE-----|\s+/g, '')
  const pem = `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`
  try {
    return new X509Certificate(pem).toString()
  } catch {
    throw new Error('It has something in the place of a certificate that is no X.509 certificate.')
  }
}
