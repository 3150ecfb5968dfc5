import type { PolicyDocument, Statement } from '../../access/policy.ts'
import type { ManagedPolicies } from './aws-policies.ts'
import { iamAndAccountsPolicies } from './aws-policies-iam-and-accounts.ts'
import { identityCenterPolicies } from './aws-policies-identity-center.ts'
import { jobsPolicies } from './aws-policies-jobs.ts'
import { organizationsPolicies } from './aws-policies-organizations.ts'
import { serviceCatalogPolicies } from './aws-policies-service-catalog.ts'
import names from './aws-policy-names.json' with { type: 'json' }
import { ownStatements } from './own-statements.ts'

const published: ManagedPolicies = {
  ...jobsPolicies,
  ...iamAndAccountsPolicies,
  ...identityCenterPolicies,
  ...organizationsPolicies,
  ...serviceCatalogPolicies,
}

const documents: Readonly<Record<string, PolicyDocument>> = Object.fromEntries(
  Object.entries(published).map(([name, statements]): [string, PolicyDocument] => {
    const Statement: readonly Statement[] = [...statements, ...(ownStatements[name] ?? [])]
    return [`arn:aws:iam::aws:policy/${name}`, { Version: '2012-10-17', Statement }]
  }),
)

/** ARNs of those whose documents are kept, in alphabetical order. */
export const documentedPolicyArns: readonly string[] = Object.keys(documents).sort()

/** ARNs of all managed policies that AWS publishes, in alphabetical order. */
export const managedPolicyArns: readonly string[] = [
  ...new Set([...documentedPolicyArns, ...names.map((name) => `arn:aws:iam::aws:policy/${name}`)]),
].sort()

const known = new Set(managedPolicyArns)

/** Of a policy that is known by its name alone: its document is not kept, and it allows nothing here. */
const nothing: PolicyDocument = { Version: '2012-10-17', Statement: [] }

/** The document of an AWS managed policy (`arn:aws:iam::aws:policy/AdministratorAccess`), or undefined when there is none of this ARN. */
export function managedPolicy(arn: string): PolicyDocument | undefined {
  if (Object.hasOwn(documents, arn)) return documents[arn]
  return known.has(arn) ? nothing : undefined
}

/** Policies that service-linked roles alone have. */
export const isOfServiceRoles = (arn: string): boolean => arn.startsWith('arn:aws:iam::aws:policy/aws-service-role/')

/** As `managedPolicy`, of those that customers' own roles can have. */
export const attachablePolicy = (arn: string): PolicyDocument | undefined => (isOfServiceRoles(arn) ? undefined : managedPolicy(arn))
