import { expect, test } from 'vitest'
import { returnAddress } from './return-address.ts'

const origin = 'https://portal.example.com'

test.each([
  '/console/catalog/products?page=2#top',
  '/start/authorize?client_id=x',
  '/start#/console?account_id=111122223333&role_name=Reader',
])('a page of ours is led back to: %s', (address) => {
  expect(returnAddress(address, origin)).toBe(address)
})

test.each([
  undefined,
  '',
  'https://evil.example/console',
  '//evil.example/console',
  '/\\evil.example/console',
  'https://portal.example.com.evil.example/start',
  'https://portal.example.com@evil.example/start',
  'javascript:alert(1)',
  '/api/portal/sign-out',
  '/start/../api/session',
  '/consoles',
])('everything else leads to the portal: %s', (address) => {
  expect(returnAddress(address, origin)).toBe('/start')
})
