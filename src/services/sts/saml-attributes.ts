import { childrenOf, textOf, type XmlElement } from '../../access/saml/plain-xml.ts'
import { Fault } from '../../fault.ts'

// "Configure SAML assertions for the authentication response" in the IAM user guide.

const prefix = 'https://aws.amazon.com/SAML/Attributes/'

export interface Attributes {
  /** AWS's own, by what follows the prefix: `Role`, `PrincipalTag:Project`. */
  readonly aws: ReadonlyMap<string, readonly string[]>
  /** All others, by their whole names. */
  readonly others: ReadonlyMap<string, readonly string[]>
}

/** Throws InvalidIdentityToken for one of AWS's that comes twice. */
export function readAttributes(assertion: XmlElement): Attributes {
  const aws = new Map<string, readonly string[]>()
  const others = new Map<string, readonly string[]>()
  const elements = childrenOf(assertion, 'assertion', 'AttributeStatement').flatMap((each) => childrenOf(each, 'assertion', 'Attribute'))
  for (const element of elements) {
    const name = element.getAttribute('Name') ?? ''
    const values = childrenOf(element, 'assertion', 'AttributeValue').map(textOf)
    const own = name.startsWith(prefix) ? name.slice(prefix.length) : undefined
    if (own !== undefined && aws.has(own)) throw invalid(`The attribute ${name} is given twice.`)
    if (own !== undefined) aws.set(own, values)
    else if (!others.has(name)) others.set(name, values)
  }
  return { aws, others }
}

/** The value of one of AWS's attributes; throws InvalidIdentityToken when there are several. */
export function one({ aws }: Attributes, name: string): string | undefined {
  const values = aws.get(name) ?? []
  if (values.length > 1) throw invalid(`The attribute ${prefix}${name} takes one value.`)
  return values[0]
}

const person = 'urn:oid:1.3.6.1.4.1.5923.1.1.1.'
const organization = 'urn:oid:1.3.6.1.4.1.5923.1.2.1.'
const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'

/** Which key of policies an attribute becomes. */
const keysByAttribute: Readonly<Record<string, string>> = {
  [`${person}1`]: 'edupersonaffiliation',
  [`${person}2`]: 'edupersonnickname',
  [`${person}3`]: 'edupersonorgdn',
  [`${person}4`]: 'edupersonorgunitdn',
  [`${person}5`]: 'edupersonprimaryaffiliation',
  [`${person}6`]: 'edupersonprincipalname',
  [`${person}7`]: 'edupersonentitlement',
  [`${person}8`]: 'edupersonprimaryorgunitdn',
  [`${person}9`]: 'edupersonscopedaffiliation',
  [`${person}10`]: 'edupersontargetedid',
  [`${person}11`]: 'edupersonassurance',
  [`${organization}2`]: 'eduorghomepageuri',
  [`${organization}3`]: 'eduorgidentityauthnpolicyuri',
  [`${organization}4`]: 'eduorglegalname',
  [`${organization}5`]: 'eduorgsuperioruri',
  [`${organization}6`]: 'eduorgwhitepagesuri',
  'urn:oid:2.5.4.3': 'cn',
  [`${claims}name`]: 'name',
  'http://schemas.xmlsoap.org/claims/CommonName': 'commonname',
  [`${claims}givenname`]: 'givenname',
  [`${claims}surname`]: 'surname',
  [`${claims}emailaddress`]: 'mail',
  'http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid': 'uid',
  '2.5.4.3': 'commonname',
  '2.5.4.4': 'surname',
  '2.4.5.42': 'givenname',
  '2.5.4.45': 'x500uniqueidentifier',
  '0.9.2342.19200300100.1.1': 'uid',
  '0.9.2342.19200300100.1.3': 'mail',
  '0.9.2342.19200300.100.1.45': 'organizationstatus',
}

/** `saml:<key>` for attributes that trust policies can ask about; of two attributes for one key the first counts. */
export function attributeKeys({ others }: Attributes): Record<string, readonly string[]> {
  const found = [...others].flatMap(([name, values]) => {
    const key = Object.hasOwn(keysByAttribute, name) ? keysByAttribute[name] : undefined
    return key && values.length > 0 ? [[`saml:${key}`, values] as const] : []
  })
  return Object.fromEntries(found.reverse())
}

const invalid = (message: string): Fault => new Fault('InvalidIdentityToken', message)
