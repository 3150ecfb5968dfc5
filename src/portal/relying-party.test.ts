import { expect, test } from 'vitest'
import { relyingPartyOf } from './relying-party.ts'

test.each([
  ['https://accounts.example.org/start', { id: 'accounts.example.org', origin: 'https://accounts.example.org' }],
  ['https://accounts.example.org:8443/start', { id: 'accounts.example.org', origin: 'https://accounts.example.org:8443' }],
  ['http://localhost:4500/start', { id: 'localhost', origin: 'http://localhost:4500' }],
])('passkeys of %s are made for its host name and used at its origin only', (url, party) => {
  expect(relyingPartyOf(url)).toEqual(party)
})

test.each([
  ['http://127.0.0.1:4500/start', /address 127\.0\.0\.1.*--public-url http:\/\/localhost/],
  ['http://[::1]:4500/start', /address \[::1\]/],
  ['https://192.0.2.7/start', /host name/],
  ['http://accounts.example.org/start', /need https/],
  ['http://localhost.example.org/start', /need https/],
])('at %s there are none, and why is said', (url, why) => {
  expect(relyingPartyOf(url)).toEqual({ unavailable: expect.stringMatching(why) })
})
