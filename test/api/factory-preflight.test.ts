import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../crash/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
  await world.factory.start()
})
afterAll(() => world.close())

test('ProvisionProduct names everything that is wrong at once, and makes nothing', async () => {
  const refusal = world.launch({
    AccountName: 'less < more',
    AccountEmail: 'management@EXAMPLE.com',
    ManagedOrganizationalUnit: 'Sandbx',
    SSOUserEmail: 'ada@localhost',
  })
  await expect(refusal).rejects.toMatchObject({
    name: 'InvalidParametersException',
    message: expect.stringMatching(/AccountName must not hold < or >.*belongs to account 111122223333.*Did you mean Sandbox \(ou-/s),
  })
  await expect(refusal).rejects.toMatchObject({
    message: expect.stringContaining("SSOUserEmail 'ada@localhost' must have a domain with a dot"),
  })
  expect(await world.factory.requests.list(world.embedded.context, {}, { limit: 10 })).toEqual([])
})

test('an OU may be named by name, by name and id, or by id', async () => {
  const [sandbox] = (await world.embedded.clients.controlTower.call('ListEnabledBaselines', {})).enabledBaselines
    .map((baseline) => baseline.targetIdentifier.split('/').at(-1) ?? '')
    .filter((id) => id.startsWith('ou-'))
    .slice(-1)
  for (const value of ['Sandbox', `Sandbox (${sandbox})`, String(sandbox)]) {
    const recordId = await world.launch({ ManagedOrganizationalUnit: value })
    await world.untilEnded(recordId)
    await world.expectOneAccount(recordId)
  }
})

test('the Security OU takes no account', async () => {
  await expect(world.launch({ ManagedOrganizationalUnit: 'Security' })).rejects.toMatchObject({
    name: 'InvalidParametersException',
    message: expect.stringContaining('it is the Security OU or below it'),
  })
})

test('of launches for one e-mail address at the same time exactly one is accepted', async () => {
  const settled = await Promise.allSettled(Array.from({ length: 5 }, () => world.launch({ AccountEmail: 'only-one@example.com' })))
  const accepted = settled.filter((one) => one.status === 'fulfilled')
  expect(accepted).toHaveLength(1)
  for (const one of settled) {
    if (one.status === 'rejected')
      expect(one.reason).toMatchObject({ name: 'InvalidParametersException', message: expect.stringContaining('only-one@example.com') })
  }
  await world.untilEnded(String(accepted[0]?.value))
  await world.expectOneAccount(String(accepted[0]?.value))
  await expect(world.launch({ AccountEmail: 'Only-One@example.com' })).rejects.toMatchObject({
    message: expect.stringContaining('belongs to account'),
  })
})

test('fields can be checked one by one, and a free name and address have no problem', async () => {
  const check = (parameters: Record<string, string>, provisionedProductName?: string) =>
    world.factory.preflight(world.embedded.context, { parameters, provisionedProductName })
  expect(await check({ AccountEmail: 'new@example.com' }, 'new-name')).toEqual([])
  expect(await check({ AccountName: '' })).toEqual([{ field: 'AccountName', code: 'Missing', message: 'AccountName must not be empty.' }])
  expect(await check({ Colour: 'blue' })).toMatchObject([{ field: 'Colour', code: 'Unknown' }])
  expect(await check({}, 'with space')).toMatchObject([{ field: 'ProvisionedProductName', code: 'Invalid' }])
  const recordId = await world.launch()
  const { provisionedProductName } = await world.get(recordId)
  expect(await check({}, provisionedProductName)).toEqual([
    { field: 'ProvisionedProductName', code: 'NameInUse', message: `A stack named ${provisionedProductName} already exists.` },
  ])
})
