import * as metadata from '../../access/saml/metadata.ts'
import { childrenOf } from '../../access/saml/plain-xml.ts'
import { Fault } from '../../fault.ts'

const redirectBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
const mostCertificates = 5

export interface SamlMetadata {
  readonly entityId: string
  readonly signInUrl: string
  readonly certificates: readonly string[]
}

const invalid = (field: string, error: unknown): Fault =>
  new Fault('ValidationException', `'${field}': ${error instanceof Error ? error.message : error}`, { fields: { field } })

/** What the metadata document of an identity provider says. Throws ValidationException. */
export async function readSamlMetadata(xml: string): Promise<SamlMetadata> {
  const { entityId, certificates, descriptor } = await metadata.readMetadata(xml).catch((error: unknown) => {
    throw invalid('metadata', error)
  })
  const signInUrl = childrenOf(descriptor, 'metadata', 'SingleSignOnService')
    .find((service) => service.getAttribute('Binding') === redirectBinding)
    ?.getAttribute('Location')
  if (!signInUrl) throw invalid('metadata', 'It has no SingleSignOnService of the HTTP-Redirect binding.')
  return { entityId, signInUrl, certificates: certificates.slice(0, mostCertificates) }
}

/** PEM of a certificate that comes as PEM or as bare base64. Throws ValidationException. */
export function toPem(text: string): string {
  try {
    return metadata.toPem(text)
  } catch (error) {
    throw invalid('certificates', error)
  }
}
