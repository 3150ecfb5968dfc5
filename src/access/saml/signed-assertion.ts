// What a SAML provider's answer says, read from what was signed alone.
//
// An answer can carry more than what its signature is about: each element that is read here is either the content of a verified signature,
// as the verification gave it back, or lies within such content. Portals and services judge what it says, for whom and until when.
import { decryptXml, getVerifiedXml } from '@node-saml/node-saml/lib/xml.js'
import { childrenOf, isNamed, readPlainXml, textOf, type XmlElement } from './plain-xml.ts'

export interface SamlKeys {
  /** PEM: any of them may have signed. */
  readonly certificates: readonly string[]
  /** PEM: any of them may decrypt. */
  readonly decryptionKeys: readonly string[]
}

export interface SignedAssertion {
  readonly assertion: XmlElement
  readonly wasEncrypted: boolean
}

/** The provider says that it let nobody in. */
export class SamlRejection extends Error {}

const longestReason = 200
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'

/** The one assertion of an answer. Throws SamlRejection, and Error for what does not hold. */
export async function readSignedAssertion(xml: string, keys: SamlKeys): Promise<SignedAssertion> {
  const received = await readPlainXml(xml)
  if (!isNamed(received, 'protocol', 'Response')) throw new Error('it is no response')
  checkStatus(received)
  const whole = verified(xml, received, keys)
  const response = whole === undefined ? received : await readPlainXml(whole)
  const [sealed, ...more] = childrenOf(response, 'assertion', 'EncryptedAssertion')
  const [plain, ...others] = childrenOf(response, 'assertion', 'Assertion')
  if (more.length + others.length > 0 || (sealed && plain)) throw new Error('there are several assertions')
  if (sealed) return { assertion: await readDecrypted(await decrypt(sealed, keys), keys, whole !== undefined), wasEncrypted: true }
  if (!plain) throw new Error('there is no assertion')
  // Its own signature is of the answer as it was received.
  const [own] = childrenOf(received, 'assertion', 'Assertion')
  const signed = own && verified(xml, own, keys)
  if (signed !== undefined) return { assertion: await readAssertion(signed), wasEncrypted: false }
  if (whole === undefined) throw new Error('neither the response nor the assertion is signed')
  return { assertion: plain, wasEncrypted: false }
}

/** The content of the element's signature; undefined when it has none. Throws Error for one that does not hold. */
function verified(xml: string, element: XmlElement, { certificates }: SamlKeys): string | undefined {
  if (childrenOf(element, 'signature', 'Signature').length === 0) return undefined
  const content = getVerifiedXml(xml, element, [...certificates])
  if (!content) throw new Error('the signature does not hold')
  return content
}

async function readAssertion(xml: string): Promise<XmlElement> {
  const root = await readPlainXml(xml)
  if (!isNamed(root, 'assertion', 'Assertion')) throw new Error('what is signed is no assertion')
  return root
}

async function readDecrypted(xml: string, keys: SamlKeys, isSigned: boolean): Promise<XmlElement> {
  const received = await readAssertion(xml)
  const signed = verified(xml, received, keys)
  if (signed !== undefined) return readAssertion(signed)
  if (!isSigned) throw new Error('neither the response nor the assertion is signed')
  return received
}

async function decrypt(sealed: XmlElement, { decryptionKeys }: SamlKeys): Promise<string> {
  for (const key of decryptionKeys) {
    const xml = await decryptXml(sealed.toString(), key).catch(() => undefined)
    if (xml !== undefined && xml !== '') return xml
  }
  throw new Error('no key decrypts the assertion')
}

/** A refusal carries no assertion and is often not signed; it opens nothing. */
function checkStatus(response: XmlElement): void {
  const [status] = childrenOf(response, 'protocol', 'Status')
  const [code] = childrenOf(status, 'protocol', 'StatusCode')
  if (code?.getAttribute('Value') === success) return
  const [message] = childrenOf(status, 'protocol', 'StatusMessage')
  const [inner] = childrenOf(code, 'protocol', 'StatusCode')
  throw new SamlRejection(
    (textOf(message) || (inner ?? code)?.getAttribute('Value') || 'the response has no status').slice(0, longestReason),
  )
}
