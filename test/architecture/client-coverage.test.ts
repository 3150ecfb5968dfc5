import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { offeredServices } from '../../docs/write-coverage.ts'

// Tests call each operation through AWS's own clients: the SDK's command or paginator, or the AWS CLI.

const root = join(import.meta.dirname, '../..')
const sources = globSync('test/{api,browser}/**/*.ts', { cwd: root })
const text = sources.map((file) => readFileSync(join(root, file), 'utf8')).join('\n')

/** As the AWS CLI calls it: `ListAWSServiceAccessForOrganization` is `list-aws-service-access-for-organization`. */
const commandOf = (operation: string): string =>
  operation
    .replace(/([A-Z]+)([A-Z][a-z])|([a-z0-9])(?=[A-Z])/g, (_, upper = '', next = '', lower = '') =>
      lower ? `${lower}-` : `${upper}-${next}`,
    )
    .toLowerCase()

const services = ['Organizations', 'identitystore', 'SSO Admin', 'Account', 'STS', 'IAM', 'Service Quotas']

test.each(services)('each operation that %s offers is called by a client of AWS in some test', (serviceId) => {
  const offered = offeredServices().find(({ model }) => model.metadata.serviceId === serviceId)?.operations ?? {}
  const called = (name: string): boolean => [`${name}Command(`, `paginate${name}(`, commandOf(name)].some((call) => text.includes(call))
  expect(Object.keys(offered).length).toBeGreaterThan(0)
  expect(Object.keys(offered).filter((name) => !called(name))).toEqual([])
})
