import { expect, test } from 'vitest'
import { activePage, pages } from './pages.ts'

test.each([
  ['/console/catalog/products/prod-1/launch', '/console/catalog/products'],
  ['/console/catalog/provisioned/pp-1', '/console/catalog/provisioned'],
  ['/console/organization', '/console/organization'],
  ['/console/organization/accounts', '/console/organization'],
  ['/console/organization/accounts/123456789012', '/console/organization'],
  ['/console/organization/policies/TAG_POLICY/p-1', '/console/organization/policies'],
])('the address %s belongs to the page %s', (address, page) => expect(activePage(address)).toBe(page))

test.each(['/console', '/console/organization-chart'])('the address %s belongs to no page of the navigation', (address) =>
  expect(activePage(address)).toBe(address),
)

test('each page has an address of its own', () => {
  expect(new Set(pages.map(({ href }) => href)).size).toBe(pages.length)
})
