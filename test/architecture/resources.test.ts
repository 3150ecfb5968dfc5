import { expect, test } from 'vitest'
import { offeredServices } from '../../docs/write-coverage.ts'

// An operation whose resources were forgotten would be asked about as `*`: policies that allow or deny it for single resources would not
// meet it. So each says what it names, `anyResource` where AWS's service authorization reference knows no types of resources.

const operations = offeredServices().flatMap(({ model, operations, resources }) =>
  Object.keys(operations).map((name) => ({
    name: `${model.metadata.name}:${name}`,
    isSigned: !model.operations[name]?.unsigned,
    hasResources: Object.hasOwn(resources, name),
  })),
)

test('every operation says which resources it is about', () => {
  expect(operations.length).toBeGreaterThan(100)
  expect(operations.filter(({ isSigned, hasResources }) => isSigned && !hasResources).map(({ name }) => name)).toEqual([])
})

test('no operation that takes no signature pretends to be asked about', () => {
  expect(operations.filter(({ isSigned, hasResources }) => !isSigned && hasResources).map(({ name }) => name)).toEqual([])
})
