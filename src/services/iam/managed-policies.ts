import type { PolicyDocument, Statement } from '../../access/policy.ts'
import type { ManagedPolicies } from './aws-policies.ts'
import { iamAndAccountsPolicies } from './aws-policies-iam-and-accounts.ts'
import { identityCenterPolicies } from './aws-policies-identity-center.ts'
import { jobsPolicies } from './aws-policies-jobs.ts'
import { organizationsPolicies } from './aws-policies-organizations.ts'
import { serviceCatalogPolicies } from './aws-policies-service-catalog.ts'
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

/** ARNs of the managed policies that there are, in alphabetical order. */
export const managedPolicyArns: readonly string[] = Object.keys(documents).sort()

/** The document of an AWS managed policy (`arn:aws:iam::aws:policy/AdministratorAccess`), or undefined when there is none of this ARN. */
export function managedPolicy(arn: string): PolicyDocument | undefined {
  return Object.hasOwn(documents, arn) ? documents[arn] : undefined
}
