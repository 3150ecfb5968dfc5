// Answers of a SAML provider to AWS's sign-in, signed and encrypted as asked; tests can have them say something else before they are signed.
import { constants, createCipheriv, publicEncrypt, randomBytes, randomUUID } from 'node:crypto'
import { signXml } from '@node-saml/node-saml/lib/xml.js'
import { createSamlKeys, describeSamlProvider } from './saml-provider.ts'

export interface Said {
  status: string
  issuer: string
  nameId: string
  format: string
  audience: string
  recipient: string
  method: string
  issuedAt: Date
  notBefore: Date
  notOnOrAfter: Date
  /** Of the subject's confirmation; as the conditions unless told. */
  confirmedUntil: Date | undefined
  sessionEnd: Date | undefined
  assertionId: string
  attributes: Record<string, readonly string[]>
  /** XML that stands in the assertion after everything else. */
  more: string
}

export interface AnswerOptions {
  /** What is signed. */
  readonly signed?: 'assertion' | 'response' | 'both' | 'neither'
  /** PEM of the certificate whose key decrypts. */
  readonly encryptFor?: string
  readonly algorithm?: 'sha1' | 'sha256'
}

export interface AssertionSigner {
  readonly entityId: string
  readonly metadata: string
  readonly certificate: string
  /** Base64. */
  answer(change?: (said: Said) => void, options?: AnswerOptions): string
}

export const samlAttribute = (name: string): string => `https://aws.amazon.com/SAML/Attributes/${name}`

export function createAssertionSigner(entityId = 'https://idp.example.com/metadata'): AssertionSigner {
  const { key, cert } = createSamlKeys()
  const sign = (xml: string, name: string, algorithm: 'sha1' | 'sha256'): string => {
    const element = `//*[local-name(.)='${name}']`
    const options = { privateKey: key, publicCert: cert, signatureAlgorithm: algorithm, digestAlgorithm: algorithm }
    return signXml(xml, element, { reference: `${element}/*[local-name(.)='Issuer']`, action: 'after' }, options)
  }
  return {
    entityId,
    metadata: describeSamlProvider(entityId, 'https://idp.example.com/sso', cert),
    certificate: cert,
    answer: (change = () => {}, { signed = 'assertion', encryptFor, algorithm = 'sha256' } = {}) => {
      const said = usual(entityId)
      change(said)
      const isSigned = (what: string) => signed === what || signed === 'both'
      const plain = assertion(said)
      const own = isSigned('assertion') ? sign(plain, 'Assertion', algorithm) : plain
      const whole = response(said, encryptFor === undefined ? own : encrypted(own, encryptFor))
      return Buffer.from(isSigned('response') ? sign(whole, 'Response', algorithm) : whole).toString('base64')
    },
  }
}

const usual = (issuer: string): Said => ({
  status: 'urn:oasis:names:tc:SAML:2.0:status:Success',
  issuer,
  nameId: 'ada',
  format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  audience: 'urn:amazon:webservices',
  recipient: 'https://signin.aws.amazon.com/saml',
  method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
  issuedAt: new Date(),
  notBefore: new Date(Date.now() - 60_000),
  notOnOrAfter: new Date(Date.now() + 300_000),
  confirmedUntil: undefined,
  sessionEnd: undefined,
  assertionId: `_${randomUUID()}`,
  attributes: { [samlAttribute('RoleSessionName')]: ['ada@example.org'] },
  more: '',
})

function assertion(said: Said): string {
  const until = (said.confirmedUntil ?? said.notOnOrAfter).toISOString()
  const attributes = Object.entries(said.attributes).map(([name, values]) => {
    const texts = values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`)
    return `<saml:Attribute Name="${name}">${texts.join('')}</saml:Attribute>`
  })
  const end = said.sessionEnd ? ` SessionNotOnOrAfter="${said.sessionEnd.toISOString()}"` : ''
  return `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${said.assertionId}" Version="2.0" IssueInstant="${said.issuedAt.toISOString()}"><saml:Issuer>${said.issuer}</saml:Issuer><saml:Subject><saml:NameID Format="${said.format}">${said.nameId}</saml:NameID><saml:SubjectConfirmation Method="${said.method}"><saml:SubjectConfirmationData NotOnOrAfter="${until}" Recipient="${said.recipient}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${said.notBefore.toISOString()}" NotOnOrAfter="${said.notOnOrAfter.toISOString()}"><saml:AudienceRestriction><saml:Audience>${said.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${said.issuedAt.toISOString()}"${end}/><saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement>${said.more}</saml:Assertion>`
}

function response(said: Said, content: string): string {
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_response${said.assertionId}" Version="2.0" IssueInstant="${said.issuedAt.toISOString()}" Destination="${said.recipient}"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${said.issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${said.status}"/></samlp:Status>${content}</samlp:Response>`
}

/** AES-256-GCM under a key of its own, which goes along under RSA-OAEP: XML Encryption 1.1. */
function encrypted(xml: string, certificate: string): string {
  const [key, iv] = [randomBytes(32), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const content = Buffer.concat([iv, cipher.update(xml, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
  const wrapped = publicEncrypt({ key: certificate, padding: constants.RSA_PKCS1_OAEP_PADDING }, key).toString('base64')
  const method = (uri: string, more = '') => `<xenc:EncryptionMethod Algorithm="${uri}">${more}</xenc:EncryptionMethod>`
  const value = (base64: string) => `<xenc:CipherData><xenc:CipherValue>${base64}</xenc:CipherValue></xenc:CipherData>`
  const digest = '<ds:DigestMethod xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/>'
  const wrapping = `${method('http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p', digest)}${value(wrapped)}`
  return `<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element">${method('http://www.w3.org/2009/xmlenc11#aes256-gcm')}<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey>${wrapping}</xenc:EncryptedKey></ds:KeyInfo>${value(content)}</xenc:EncryptedData></saml:EncryptedAssertion>`
}
