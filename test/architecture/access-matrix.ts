import { offeredServices } from '../../docs/write-coverage.ts'
import { decide, type PolicyDocument, type Statement, statementsOf } from '../../src/access/policy.ts'
import { endpoints } from '../../src/api/endpoints.ts'
import { openActions } from '../../src/server/embedded-aws.ts'
import { permissionSets } from '../../src/server/landing-zone-plan.ts'
import { managedPolicy, managedPolicyArns } from '../../src/services/iam/managed-policies.ts'

// What each predefined permission set and each managed policy allows, operation by operation: the page access-matrix.md.

/** How a call ends: `yes`; `own`: for what one made oneself; `if`: under conditions of the policy; else the denial. */
type Cell = 'yes' | 'own' | 'if' | 'no' | 'deny'

export interface Column {
  readonly letter: string
  readonly name: string
  readonly documents: readonly PolicyDocument[]
}

const nameOf = (arn: string): string => arn.split('/').at(-1) ?? arn

export function columns(): Column[] {
  const sets = Object.entries(permissionSets).map(([name, { managedPolicies }]) => ({
    name: `permission set ${name} (${managedPolicies.map(nameOf).join(', ')})`,
    documents: managedPolicies.map(documentOf),
  }))
  const policies = managedPolicyArns.map((arn) => ({ name: nameOf(arn), documents: [documentOf(arn)] }))
  return [...sets, ...policies].map((column, index) => ({ ...column, letter: letterOf(index) }))
}

const letterOf = (index: number): string => String.fromCharCode(index < 26 ? 65 + index : 71 + index)

function documentOf(arn: string): PolicyDocument {
  const document = managedPolicy(arn)
  if (!document) throw new Error(`there is no ${arn}`)
  return document
}

/** Every action that is asked about, of the services and of our own API. */
export function actions(): string[] {
  const ofServices = offeredServices().flatMap(({ model, actionPrefix, operations }) =>
    Object.keys(operations)
      .filter((name) => !model.operations[name]?.unsigned)
      .map((name) => `${actionPrefix}:${name}`),
  )
  const own = endpoints.flatMap(({ action }) => action ?? []).concat('account-factory:ListAllRequests')
  return [...new Set([...ofServices, ...own])].filter((action) => !Object.hasOwn(openActions, action)).sort()
}

const ownLevels = { 'servicecatalog:userlevel': ['self'], 'servicecatalog:rolelevel': ['self'], 'servicecatalog:accountlevel': ['self'] }

export function cellOf(documents: readonly PolicyDocument[], action: string): Cell {
  const ask = (policies: readonly PolicyDocument[], keys: Readonly<Record<string, readonly string[]>> = {}) =>
    decide(policies, { action, resource: '*', keys })
  const decision = ask(documents)
  if (decision === 'explicit-deny') return 'deny'
  if (decision === 'allowed') return 'yes'
  if (ask(documents, ownLevels) === 'allowed') return 'own'
  return ask(documents.map(unconditional)) === 'allowed' ? 'if' : 'no'
}

function unconditional(document: PolicyDocument): PolicyDocument {
  const Statement = statementsOf(document).map(
    ({ Condition: _, Resource: __, ...statement }): Statement => ({ ...statement, Resource: '*' }),
  )
  return { ...document, Statement }
}

function conditionsOf({ name, documents }: Column, named: readonly string[]): string[] {
  return named
    .filter((action) => cellOf(documents, action) === 'if')
    .map((action) => {
      const statement = documents
        .flatMap(statementsOf)
        .find(
          ({ Effect, ...rest }) =>
            Effect === 'Allow' &&
            decide([unconditional({ Statement: { Effect, ...rest } })], { action, resource: '*', keys: {} }) === 'allowed',
        )
      const { Resource, Condition } = statement ?? {}
      return `- ${name}: ${action} on \`${[Resource].flat().join('`, `')}\`${Condition ? ` where \`${JSON.stringify(Condition)}\`` : ''}`
    })
}

export function describeMatrix(): string {
  const all = columns()
  const named = actions()
  const rows = named.map((action) => `| ${[action, ...all.map(({ documents }) => shown[cellOf(documents, action)])].join(' | ')} |`)
  return [
    '# Access matrix',
    '',
    'Compared by test/architecture/access-matrix.test.ts; written anew by `vitest run --project architecture -u access-matrix`.',
    '',
    '`yes` allowed, `own` allowed for what one made oneself, `if` allowed under the conditions below the table, `no` an explicit deny,',
    'nothing: refused, because no identity-based policy allows the action.',
    '',
    ...all.map(({ letter, name }) => `- ${letter}: ${name}`),
    '',
    `| Action | ${all.map(({ letter }) => letter).join(' | ')} |`,
    `| --- |${all.map(() => ' --- |').join('')}`,
    ...rows,
    '',
    '## Without a permission',
    '',
    ...Object.entries(openActions).map(([action, reason]) => `- ${action}: ${reason}`),
    '- operations that take no signature (`sso-oauth`, `awsssoportal`) judge the code or token that they are given',
    '',
    '## Conditions',
    '',
    ...all.flatMap((column) => conditionsOf(column, named)),
    '',
  ].join('\n')
}

const shown: Readonly<Record<Cell, string>> = { yes: 'yes', own: 'own', if: 'if', no: '', deny: 'no' }
