import * as Iam from '@aws-sdk/client-iam'
import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AssertionSigner, createAssertionSigner } from '../harness/saml-assertions.ts'
import { createSamlKeys } from '../harness/saml-provider.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let idp: AssertionSigner
let iam: Iam.IAMClient
let keys: { key: string; cert: string }

beforeAll(async () => {
  server = await startTestServer()
  idp = createAssertionSigner()
  keys = createSamlKeys()
  iam = new Iam.IAMClient({ endpoint: server.url, region: 'us-east-1', credentials: server.credentials, maxAttempts: 1 })
})
afterAll(() => server.stop())

let made = 0

async function create(more: Partial<Iam.CreateSAMLProviderCommandInput> = {}): Promise<string> {
  const input = { Name: `provider-${made++}`, SAMLMetadataDocument: idp.metadata, ...more }
  return (await iam.send(new Iam.CreateSAMLProviderCommand(input))).SAMLProviderArn ?? ''
}

const get = (SAMLProviderArn: string) => iam.send(new Iam.GetSAMLProviderCommand({ SAMLProviderArn }))
const update = (SAMLProviderArn: string, change: Partial<Iam.UpdateSAMLProviderCommandInput>) =>
  iam.send(new Iam.UpdateSAMLProviderCommand({ SAMLProviderArn, ...change }))

test('a provider is created, read, changed, listed and deleted', async () => {
  const Tags = [
    { Key: 'team', Value: 'blue' },
    { Key: 'cost', Value: '7' },
  ]
  const created = await iam.send(new Iam.CreateSAMLProviderCommand({ Name: 'Example.org', SAMLMetadataDocument: idp.metadata, Tags }))
  const SAMLProviderArn = created.SAMLProviderArn ?? ''
  expect(SAMLProviderArn).toMatch(/^arn:aws:iam::\d{12}:saml-provider\/Example\.org$/)
  expect(created.Tags).toEqual(Tags.toReversed())
  const read = await get(SAMLProviderArn)
  expect(read).toMatchObject({ SAMLMetadataDocument: idp.metadata, SAMLProviderUUID: expect.stringMatching(/^[A-Z0-9]{22,64}$/) })
  expect((read.ValidUntil?.getUTCFullYear() ?? 0) - (read.CreateDate?.getUTCFullYear() ?? 0)).toBe(100)
  expect((await iam.send(new Iam.GetAccountSummaryCommand({}))).SummaryMap?.Providers).toBe(1)
  const { SAMLProviderList } = await iam.send(new Iam.ListSAMLProvidersCommand({}))
  expect(SAMLProviderList).toContainEqual({ Arn: SAMLProviderArn, ValidUntil: read.ValidUntil, CreateDate: read.CreateDate })
  const next = idp.metadata.replace('<md:EntityDescriptor ', '<md:EntityDescriptor validUntil="2050-01-02T03:04:05Z" ')
  expect((await update(SAMLProviderArn, { SAMLMetadataDocument: next })).SAMLProviderArn).toBe(SAMLProviderArn)
  expect(await get(SAMLProviderArn)).toMatchObject({ SAMLMetadataDocument: next, ValidUntil: new Date('2050-01-02T03:04:05Z') })
  await iam.send(new Iam.DeleteSAMLProviderCommand({ SAMLProviderArn }))
  await expect(get(SAMLProviderArn)).rejects.toMatchObject({ name: 'NoSuchEntityException' })
})

test('a name is there once in an account, and an account has a hundred providers at most', async () => {
  const Name = 'once'
  await create({ Name })
  await expect(create({ Name })).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' })
  const { SAMLProviderList = [] } = await iam.send(new Iam.ListSAMLProvidersCommand({}))
  for (let count = SAMLProviderList.length; count < 100; count++) await create({ Name: `many-${count}` })
  await expect(create()).rejects.toMatchObject({ name: 'LimitExceededException' })
  for (let count = SAMLProviderList.length; count < 100; count++) {
    const SAMLProviderArn = SAMLProviderList[0]?.Arn?.replace(/[^/]+$/, `many-${count}`)
    await iam.send(new Iam.DeleteSAMLProviderCommand({ SAMLProviderArn }))
  }
})

const padded = (xml: string): string => xml + ' '.repeat(1000)
const tooMany = (metadata: string): string => {
  const key = /<md:KeyDescriptor[\s\S]*<\/md:KeyDescriptor>/.exec(metadata)?.[0] ?? ''
  return metadata.replace(
    key,
    Array.from({ length: 11 }, () => key.replace(/(<ds:X509Certificate>)[^<]*/, `$1${newCertificate()}`)).join(''),
  )
}
const newCertificate = (): string => createSamlKeys().cert.replace(/-----[^-]+-----|\s/g, '')

test.each<[string, (metadata: string) => string, string?]>([
  ['that is no XML', () => padded('nothing')],
  ['that ends nowhere', (metadata) => metadata.replace('</md:EntityDescriptor>', padded(''))],
  ['that is of no identity provider', (metadata) => metadata.replaceAll('IDPSSODescriptor', 'SPSSODescriptor')],
  ['of other words', (metadata) => metadata.replace('urn:oasis:names:tc:SAML:2.0:metadata', 'urn:else')],
  ['without a name', (metadata) => metadata.replace(/entityID="[^"]*"/, '')],
  ['without a certificate', (metadata) => padded(metadata.replace(/<md:KeyDescriptor[\s\S]*<\/md:KeyDescriptor>/, ''))],
  ['whose certificate is none', (metadata) => metadata.replace(/<ds:X509Certificate>MII/, '<ds:X509Certificate>AAA')],
  ['with a document type', (metadata) => metadata.replace('?>', '?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>')],
  ['that has ended', (metadata) => metadata.replace('<md:IDPSSODescriptor ', '<md:IDPSSODescriptor validUntil="2020-01-01T00:00:00Z" ')],
  ['that ends at no time', (metadata) => metadata.replace('<md:EntityDescriptor ', '<md:EntityDescriptor validUntil="soon" ')],
  ['of two providers', (metadata) => metadata.replace(/(<md:IDPSSODescriptor[\s\S]*<\/md:IDPSSODescriptor>)/, '$1$1')],
  ['that is too long', (metadata) => metadata + 'x'.repeat(500_000)],
  ['with too many elements', (metadata) => metadata.replace('</md:EntityDescriptor>', `${'<x/>'.repeat(10_000)}</md:EntityDescriptor>`)],
  ['with too many certificates', tooMany, 'LimitExceededException'],
])('metadata %s is refused, of a new provider and of one that is there', async (_, change, name = 'InvalidInputException') => {
  const SAMLMetadataDocument = change(idp.metadata)
  await expect(create({ SAMLMetadataDocument })).rejects.toMatchObject({ name })
  const arn = await create()
  await expect(update(arn, { SAMLMetadataDocument })).rejects.toMatchObject({ name })
  expect((await get(arn)).SAMLMetadataDocument).toBe(idp.metadata)
})

test('metadata that is shorter than AWS takes, or a name of other characters, is refused', async () => {
  await expect(create({ SAMLMetadataDocument: '<x/>' })).rejects.toMatchObject({ name: 'ValidationError' })
  await expect(create({ Name: 'a b' })).rejects.toMatchObject({ name: 'ValidationError' })
})

test('private keys are kept, told by their ids, and never shown', async () => {
  const arn = await create({ AddPrivateKey: keys.key, AssertionEncryptionMode: 'Required' })
  const before = await get(arn)
  expect(before).toMatchObject({
    AssertionEncryptionMode: 'Required',
    PrivateKeyList: [{ KeyId: expect.stringMatching(/^[A-Z0-9]{22,64}$/) }],
  })
  expect(JSON.stringify(before)).not.toContain('PRIVATE')
  await update(arn, { AddPrivateKey: createSamlKeys().key })
  await expect(update(arn, { AddPrivateKey: createSamlKeys().key })).rejects.toMatchObject({ name: 'LimitExceededException' })
  const [first, second] = (await get(arn)).PrivateKeyList ?? []
  expect(first).toEqual(before.PrivateKeyList?.[0])
  await update(arn, { RemovePrivateKey: first?.KeyId })
  await expect(update(arn, { RemovePrivateKey: first?.KeyId })).rejects.toMatchObject({ name: 'InvalidInputException' })
  // Without a key nothing could come in any more.
  await expect(update(arn, { RemovePrivateKey: second?.KeyId })).rejects.toMatchObject({ name: 'InvalidInputException' })
  expect((await get(arn)).PrivateKeyList).toEqual([second])
  await update(arn, { AssertionEncryptionMode: 'Allowed' })
  await update(arn, { RemovePrivateKey: second?.KeyId })
  expect((await get(arn)).PrivateKeyList).toBeUndefined()
})

test('no private key is in the database in clear', async () => {
  const arn = await create({ AddPrivateKey: keys.key })
  expect((await get(arn)).PrivateKeyList).toHaveLength(1)
  const pool = new Pool({ connectionString: server.connectionString })
  const { rows } = await pool.query('select * from iam.saml_private_keys')
  await pool.end()
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toContain(keys.key.split('\n')[3])
})

test.each<[string, () => Partial<Iam.UpdateSAMLProviderCommandInput>]>([
  ['that says nothing', () => ({})],
  ['that adds and removes a key', () => ({ AddPrivateKey: keys.key, RemovePrivateKey: 'A'.repeat(23) })],
  ['that adds what is no key', () => ({ AddPrivateKey: 'nothing' })],
  ['that adds a certificate for a key', () => ({ AddPrivateKey: keys.cert })],
  ['that removes a key which is not there', () => ({ RemovePrivateKey: 'A'.repeat(23) })],
  ['that requires encryption without a key', () => ({ AssertionEncryptionMode: 'Required' })],
])('an update %s is refused', async (_, change) => {
  await expect(update(await create(), change())).rejects.toMatchObject({ name: 'InvalidInputException' })
})

test('a provider that requires encryption needs a key from the beginning', async () => {
  await expect(create({ AssertionEncryptionMode: 'Required', Name: 'keyless' })).rejects.toMatchObject({ name: 'InvalidInputException' })
  // And nothing is left of the attempt.
  await create({ Name: 'keyless' })
})

test('tags are given, taken away and listed by pages of their own list', async () => {
  const Tags = ['one', 'two', 'three'].map((Key) => ({ Key, Value: 'x' }))
  const SAMLProviderArn = await create({ Tags })
  await iam.send(new Iam.TagSAMLProviderCommand({ SAMLProviderArn, Tags: [{ Key: 'one', Value: 'y' }] }))
  await iam.send(new Iam.UntagSAMLProviderCommand({ SAMLProviderArn, TagKeys: ['two'] }))
  const first = await iam.send(new Iam.ListSAMLProviderTagsCommand({ SAMLProviderArn, MaxItems: 1 }))
  expect(first).toMatchObject({ Tags: [{ Key: 'one', Value: 'y' }], IsTruncated: true })
  const rest = await iam.send(new Iam.ListSAMLProviderTagsCommand({ SAMLProviderArn, Marker: first.Marker }))
  expect(rest).toMatchObject({ Tags: [{ Key: 'three', Value: 'x' }], IsTruncated: false })
  const other = await create({ Tags })
  await expect(iam.send(new Iam.ListSAMLProviderTagsCommand({ SAMLProviderArn: other, Marker: first.Marker }))).rejects.toMatchObject({
    name: 'ValidationError',
  })
})

test('tags that cannot be are refused', async () => {
  const SAMLProviderArn = await create()
  const tag = (Tags: Iam.Tag[]) => iam.send(new Iam.TagSAMLProviderCommand({ SAMLProviderArn, Tags }))
  await expect(tag([{ Key: 'aws:x', Value: '' }])).rejects.toMatchObject({ name: 'InvalidInputException' })
  const many = Array.from({ length: 26 }, (_, index) => ({ Key: `key-${index}`, Value: '' }))
  await tag(many)
  await expect(tag(many.map(({ Key }) => ({ Key: `${Key}-more`, Value: '' })))).rejects.toMatchObject({ name: 'LimitExceededException' })
  await expect(create({ Tags: [...many, ...many] })).rejects.toMatchObject({ name: expect.stringMatching(/ValidationError|InvalidInput/) })
})

type Call = (SAMLProviderArn: string) => Promise<unknown>

test.each<[string, Call]>([
  ['GetSAMLProvider', (SAMLProviderArn) => get(SAMLProviderArn)],
  ['UpdateSAMLProvider', (SAMLProviderArn) => update(SAMLProviderArn, { AssertionEncryptionMode: 'Allowed' })],
  ['DeleteSAMLProvider', (SAMLProviderArn) => iam.send(new Iam.DeleteSAMLProviderCommand({ SAMLProviderArn }))],
  ['TagSAMLProvider', (SAMLProviderArn) => iam.send(new Iam.TagSAMLProviderCommand({ SAMLProviderArn, Tags: [{ Key: 'a', Value: '' }] }))],
  ['UntagSAMLProvider', (SAMLProviderArn) => iam.send(new Iam.UntagSAMLProviderCommand({ SAMLProviderArn, TagKeys: ['a'] }))],
  ['ListSAMLProviderTags', (SAMLProviderArn) => iam.send(new Iam.ListSAMLProviderTagsCommand({ SAMLProviderArn }))],
])('%s knows no provider that is not there, and no other kind of thing', async (_, call) => {
  const own = await create()
  await expect(call(`${own}-not`)).rejects.toMatchObject({ name: 'NoSuchEntityException' })
  await expect(call(own.replace(/:\d{12}:/, ':111122223333:'))).rejects.toMatchObject({ name: 'NoSuchEntityException' })
  await expect(call(own.replace('saml-provider', 'role'))).rejects.toMatchObject({ name: 'InvalidInputException' })
})
