// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { clearRole, currentRole, portalLink, setCurrentRole, takeRoleFromLink } from './role.ts'

const admin = { accountId: '123456789012', roleName: 'AWSAdministratorAccess' }

beforeEach(() => {
  sessionStorage.clear()
  localStorage.clear()
})

test('a link of the portal sets the role and leaves the other search parameters', () => {
  expect(takeRoleFromLink('?account_id=123456789012&role_name=AWSAdministratorAccess&tab=outputs&page=2')).toBe('?tab=outputs&page=2')
  expect(currentRole()).toEqual(admin)
})

test('a link that names nothing else leaves no search', () => {
  expect(takeRoleFromLink('?account_id=123456789012&role_name=AWSAdministratorAccess')).toBe('')
})

test.each(['', '?tab=outputs', '?account_id=123456789012', '?role_name=Admin', '?account_id=12345&role_name=Admin'])(
  'the search %j names no role, so the one in use stays',
  (search) => {
    setCurrentRole(admin)
    expect(takeRoleFromLink(search)).toBeUndefined()
    expect(currentRole()).toEqual(admin)
  },
)

test('a link made for a page comes back to that page with its search, as the role', () => {
  const role = { accountId: '210987654321', roleName: 'Team+Access=1,x.y@z-_' }
  const link = new URL(portalLink('/console/catalog/provisioned/pp-1?tab=history', role), 'http://localhost')
  expect(link.pathname).toBe('/console/catalog/provisioned/pp-1')
  expect(takeRoleFromLink(link.search)).toBe('?tab=history')
  expect(currentRole()).toEqual(role)
})

test('a tab keeps its role when another tab takes another', () => {
  setCurrentRole(admin)
  localStorage.setItem('account-factory-role', '210987654321/ReadOnly')
  expect(currentRole()).toEqual(admin)
})

test('a new tab begins with the role chosen last', () => {
  setCurrentRole(admin)
  sessionStorage.clear()
  expect(currentRole()).toEqual(admin)
})

test('a cleared role is gone for this tab and new ones', () => {
  setCurrentRole(admin)
  clearRole()
  expect(currentRole()).toBeUndefined()
})
