import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnswerOptions, createAssertionSigner, type Said } from '../harness/saml-assertions.ts'
import { attribute, invalid, type SamlStage, startSamlStage } from './saml-stage.ts'

// Answers that somebody has changed after they were signed, or that were never signed.

let stage: SamlStage
beforeAll(async () => {
  stage = await startSamlStage()
})
afterAll(() => stage?.server.stop())

const edited = (base64: string, edit: (xml: string) => string): string =>
  Buffer.from(edit(Buffer.from(base64, 'base64').toString('utf8'))).toString('base64')

const assertionOf = (xml: string): string => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? ''
const signatureOf = (xml: string): string => /<Signature[\s\S]*<\/Signature>/.exec(xml)?.[0] ?? ''
/** An assertion of somebody else, without a signature. */
const forged = (xml: string): string =>
  assertionOf(xml)
    .replace(signatureOf(xml), '')
    .replace('>ada<', '>eve<')
    .replace(/ID="_[^"]*"/, 'ID="_forged"')
const idOf = (xml: string): string => /ID="(_[0-9a-f-]{36})"/.exec(assertionOf(xml))?.[1] ?? ''

test.each<[string, (xml: string) => string]>([
  ['without its signature', (xml) => xml.replace(signatureOf(xml), '')],
  ['that was changed', (xml) => xml.replace('>ada<', '>eve<')],
  ['with a second, unsigned assertion before it', (xml) => xml.replace(assertionOf(xml), (signed) => forged(xml) + signed)],
  ['with a second, unsigned assertion after it', (xml) => xml.replace(assertionOf(xml), (signed) => signed + forged(xml))],
  [
    'wrapped into an unsigned one',
    (xml) => xml.replace(assertionOf(xml), (signed) => forged(xml).replace('</saml:Assertion>', `${signed}</saml:Assertion>`)),
  ],
  [
    'wrapped into an extension, its signature on the forged one',
    (xml) =>
      xml.replace(assertionOf(xml), (signed) => {
        const withSignature = forged(xml).replace('</saml:Issuer>', `</saml:Issuer>${signatureOf(xml)}`)
        return `<samlp:Extensions>${signed.replace(signatureOf(xml), '')}</samlp:Extensions>${withSignature}`
      }),
  ],
  [
    'moved into the signature of a forged one',
    (xml) =>
      xml.replace(assertionOf(xml), (signed) => {
        const object = `<Object>${signed.replace(signatureOf(xml), '')}</Object></Signature>`
        return forged(xml).replace('</saml:Issuer>', `</saml:Issuer>${signatureOf(xml).replace('</Signature>', object)}`)
      }),
  ],
  ['with the same id twice', (xml) => xml.replace(assertionOf(xml), (signed) => signed + forged(xml).replace('_forged', idOf(xml)))],
  ['below another root', (xml) => `<x>${xml.replace(/<\?xml[^>]*\?>/, '')}</x>`],
  ['that stands alone', (xml) => assertionOf(xml)],
  ['with a comment in the name', (xml) => xml.replace('>ada<', '>a<!-- -->da<')],
  ['with an instruction in the name', (xml) => xml.replace('>ada<', '>a<?x?>da<')],
  ['with a document type', (xml) => `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${xml}`],
  ['with entities that grow', (xml) => `<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${xml.replace('>ada<', '>&b;<')}`],
  ['that nests without end', () => '<a>'.repeat(20_000)],
  ['that is not XML', () => 'nothing'],
  [
    'with a reference that is a query',
    (xml) => xml.replace('<samlp:Status>', `<x URI="#y' or '1'='1"/><RetrievalMethod URI="#y' or '1'='1"/><samlp:Status>`),
  ],
])('an assertion %s is refused', async (_, edit) => {
  const good = stage.answer()
  const changed = edited(good, edit)
  expect(changed).not.toBe(good)
  await expect(stage.assume(changed)).rejects.toMatchObject({ name: invalid, message: 'Response signature invalid' })
  // It was the change that was refused.
  expect((await stage.assume(good)).Subject).toBe('ada')
})

test.each<[string, AnswerOptions['signed'], (xml: string) => string]>([
  ['a changed assertion in a signed response', 'response', (xml) => xml.replace('>ada<', '>eve<')],
  ['another assertion in a signed response', 'response', (xml) => xml.replace(assertionOf(xml), (own) => forged(xml) + own)],
  ['a changed assertion in a response that is signed like it', 'both', (xml) => xml.replace('>ada<', '>eve<')],
  ['a good assertion in a response whose signature does not hold', 'both', (xml) => xml.replace('Destination="', 'Destination="x')],
])('%s is refused', async (_, signed, edit) => {
  const good = stage.answer('developer', undefined, { signed })
  const changed = edited(good, edit)
  expect(changed).not.toBe(good)
  await expect(stage.assume(changed)).rejects.toMatchObject({ name: invalid })
})

test('a signed name with a comment in it is never read as what stands before the comment', async () => {
  const tricky = stage.answer('developer', (said) => Object.assign(said, { nameId: 'ada<!---->.evil.example' }))
  await expect(stage.assume(tricky)).rejects.toMatchObject({ name: invalid })
})

test('nothing is taken that is signed by somebody else, by SHA-1, or not at all', async () => {
  const other = createAssertionSigner(stage.idp.entityId)
  const roles = (said: Said) => Object.assign(said.attributes, attribute('Role', `${stage.roleArn('developer')},${stage.provider}`))
  await expect(stage.assume(other.answer(roles))).rejects.toMatchObject({ name: invalid })
  await expect(stage.assume(stage.answer('developer', undefined, { algorithm: 'sha1' }))).rejects.toMatchObject({ name: invalid })
  await expect(stage.assume(stage.answer('developer', undefined, { signed: 'neither' }))).rejects.toMatchObject({ name: invalid })
  await expect(stage.assume('not base64!')).rejects.toMatchObject({ name: invalid })
  await expect(stage.assume('A'.repeat(100_001))).rejects.toMatchObject({ name: 'ValidationError' })
})
