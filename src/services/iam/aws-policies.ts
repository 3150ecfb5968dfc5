import type { Statement } from '../../access/policy.ts'

/**
 * AWS's managed policies by path and name, in the version that AWS's managed policy reference shows. What they say of services that are not
 * answered here is left out, statements and single actions; of those that are, every word is there.
 */
export type ManagedPolicies = Readonly<Record<string, readonly Statement[]>>
