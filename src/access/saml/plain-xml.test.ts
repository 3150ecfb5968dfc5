import fc from 'fast-check'
import { expect, test } from 'vitest'
import { childrenOf, descendantsOf, readPlainXml, readXml, textOf } from './plain-xml.ts'

const assertion = (content: string) => `<s:Assertion xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion">${content}</s:Assertion>`

test('text is read whole, whatever characters it is made of', async () => {
  const escaped = (text: string) => text.replace(/[^ -~]|[<>&]/gu, (each) => `&#x${each.codePointAt(0)?.toString(16)};`)
  const texts = fc.string({ unit: fc.constantFrom(...'abc<>&"\' ]é\u{1F600}'), maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const root = await readPlainXml(assertion(`<s:NameID a='x>y' b = "/>">${escaped(text)}</s:NameID>`))
      expect(textOf(childrenOf(root, 'assertion', 'NameID')[0])).toBe(text.trim())
    }),
  )
})

test('elements are found wherever they lie, in their order, and only by their whole names', async () => {
  const trees = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom('<s:Role/>', '<Role/>', '<o:Role xmlns:o="urn:else"/>', '<s:Other></s:Other>', 'text'),
      fc.array(tie('tree'), { maxLength: 4 }).map((parts) => `<s:Role>${parts.join('')}</s:Role>`),
    ),
  })).tree
  await fc.assert(
    fc.asyncProperty(trees, async (tree) => {
      const root = await readPlainXml(assertion(tree))
      expect(descendantsOf(root, 'assertion', 'Role')).toHaveLength(tree.match(/<s:Role/g)?.length ?? 0)
      expect(childrenOf(root, 'assertion', 'Role')).toHaveLength(tree.startsWith('<s:Role') ? 1 : 0)
    }),
  )
})

test('of a document that is cut short anywhere nothing is read', async () => {
  const whole = assertion('<s:Issuer a="b">x</s:Issuer><s:Subject/>')
  expect((await readPlainXml(whole)).localName).toBe('Assertion')
  for (let length = 0; length < whole.length; length++) await expect(readPlainXml(whole.slice(0, length))).rejects.toThrow()
})

const algorithm = (uri: string, quote = '"') => `<ds:SignatureMethod xmlns:ds="x" Algorithm=${quote}${uri}${quote}/>`

test.each([
  ['by SHA-1', algorithm('http://www.w3.org/2000/09/xmldsig#rsa-sha1')],
  ['by SHA-1 in single quotes', algorithm('http://www.w3.org/2000/09/xmldsig#rsa-sha1', "'")],
  ['by SHA-1 in references', algorithm('http://www.w3.org/2000/09/xmldsig#rsa-sha&#49;')],
  ['by a secret', algorithm('http://www.w3.org/2000/09/xmldsig#hmac-sha1')],
  ['with a digest by SHA-1', '<DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/>'],
  ['encrypted by PKCS #1 v1.5', '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-1_5"/>'],
  ['with a comment', '<!-- x -->'],
  ['with CDATA', '<![CDATA[x]]>'],
  ['with an instruction', '<?x y?>'],
  ['with an entity that is none', '&x;'],
  ['with an attribute twice', '<x a="1" a="2"/>'],
  ['with an attribute without quotes', '<x a=1/>'],
  ['with elements that end crosswise', '<x><y></x></y>'],
  ['with too many elements', '<x/>'.repeat(2_000)],
])('an answer %s is not read', async (_, content) => {
  await expect(readPlainXml(assertion(content))).rejects.toThrow()
})

test.each([
  ['a document type', '<!DOCTYPE x>'],
  ['a document type in other letters', '<!doctype x>'],
])('metadata with %s is not read', async (_, beginning) => {
  await expect(readXml(beginning + assertion(''), 'metadata')).rejects.toThrow('A document type is not accepted.')
})
