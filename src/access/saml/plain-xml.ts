// Not among the library's exports, but its own safe parser; the version is pinned.
import { parseDomFromString } from '@node-saml/node-saml/lib/xml.js'

/** An element of a parsed document. */
export type XmlElement = Awaited<ReturnType<typeof parseDomFromString>>['documentElement']
type XmlNode = NonNullable<XmlElement['firstChild']>

export const namespaces = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const

type Namespace = keyof typeof namespaces

/** Reading takes the square of its tags: an answer opens a door for strangers, metadata is given by those who may. */
const mostTags = { answer: 2_000, metadata: 10_000 }

/**
 * The root of an answer. Nothing of XML but elements and text: no document type, entity, comment, CDATA or instruction, in which parsers
 * have differed; and no algorithm that is broken. Throws Error.
 */
export async function readPlainXml(xml: string): Promise<XmlElement> {
  if (xml.includes('<!') || xml.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '').includes('<?'))
    throw new Error('the XML is more than elements and text')
  const root = await readXml(xml, 'answer')
  const all = [root, ...elementsBelow(root)]
  if (all.some(isBroken)) throw new Error('an algorithm is not accepted')
  if (all.some(isUnsafeReference)) throw new Error('a reference is not accepted')
  return root
}

/** SHA-1 in signatures (RSA-OAEP's digest is no weakness), and ciphers that tell of what they hide. */
function isBroken(element: XmlElement): boolean {
  if ((element.parentNode as XmlElement | null)?.localName === 'EncryptionMethod') return false
  return /xmldsig#((rsa|dsa|hmac)-)?sha1$|md5|xmlenc#(rsa-1_5|tripledes-cbc)$/.test(element.getAttribute('Algorithm') ?? '')
}

/** Who decrypts puts it into a query. */
const isUnsafeReference = (element: XmlElement): boolean =>
  element.localName === 'RetrievalMethod' && !/^#[\w.-]+$/.test(element.getAttribute('URI') ?? '')

/** The root of a document that may have comments, but neither document type nor entities. Throws Error. */
export async function readXml(xml: string, kind: keyof typeof mostTags): Promise<XmlElement> {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) throw new Error('A document type is not accepted.')
  if (xml.split('<', mostTags[kind] + 2).length > mostTags[kind] + 1) throw new Error('It has too many elements.')
  if (!isBalanced(xml)) throw new Error('It is not an XML document.')
  const { documentElement } = await parseDomFromString(xml)
  if (!documentElement) throw new Error('It is not an XML document.')
  return documentElement
}

/** Whether every element ends where it should: the parser repairs what does not, and takes long over it. */
function isBalanced(xml: string): boolean {
  const attribute = /\s+[^\s"'<>/=]+\s*=\s*(?:"[^"<]*"|'[^'<]*')/
  const element = new RegExp(`([^\\s"'<>/!?=]+)((?:${attribute.source})*\\s*/?)>`)
  const tag = new RegExp(`<(?:\\?[^>]*>|!--[^]*?-->|!\\[CDATA\\[[^]*?\\]\\]>|/([^\\s<>]+)\\s*>|${element.source})`, 'y')
  const open: string[] = []
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', tag.lastIndex)) {
    tag.lastIndex = at
    const [found, closed, opened, rest = ''] = tag.exec(xml) ?? []
    if (found === undefined) return false
    if (closed !== undefined && open.pop() !== closed) return false
    if (opened !== undefined && !rest.endsWith('/')) open.push(opened)
  }
  return open.length === 0
}

export const isNamed = (element: XmlElement, namespace: Namespace, name: string): boolean =>
  element.namespaceURI === namespaces[namespace] && element.localName === name

/** Children of that name, in their order. */
export function childrenOf(parent: XmlElement | undefined, namespace: Namespace, name: string): XmlElement[] {
  const found: XmlElement[] = []
  for (let node = parent?.firstChild ?? null; node; node = node.nextSibling)
    if (isElement(node) && isNamed(node, namespace, name)) found.push(node)
  return found
}

/** Everything below of that name, in the document's order. */
export const descendantsOf = (root: XmlElement, namespace: Namespace, name: string): XmlElement[] =>
  elementsBelow(root).filter((element) => isNamed(element, namespace, name))

/** Without recursion, however deep it nests. */
function elementsBelow(root: XmlElement): XmlElement[] {
  const found: XmlElement[] = []
  let node: XmlNode | null = root.firstChild
  while (node) {
    if (isElement(node)) found.push(node)
    let next: XmlNode | null = node.firstChild
    for (let from: XmlNode | null = node; !next && from && from !== root; from = from.parentNode as XmlNode | null) next = from.nextSibling
    node = next
  }
  return found
}

const isElement = (node: XmlNode): node is XmlElement => node.nodeType === 1

export const textOf = (element: XmlElement | undefined): string => (element?.textContent ?? '').trim()
