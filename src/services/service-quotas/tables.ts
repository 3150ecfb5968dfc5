import type { OperationContext } from '../../access/context.ts'

export interface RequestsTable {
  id: string
  account_id: string
  service_code: string
  quota_code: string
  desired_value: number
  approved: boolean
  requester: string
  created_at: Date
  decided_at: Date
}

// A type, not an interface: withTables asks for an index signature.
export type ServiceQuotasTables = { requests: RequestsTable }

export const tables = (context: Pick<OperationContext, 'db'>) => context.db.withSchema('service_quotas').withTables<ServiceQuotasTables>()
