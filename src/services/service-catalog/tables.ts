import type { Database } from '../../database/database.ts'
import type { ProvisionedProductStatus, RecordStatus, RecordType } from './state-machine.ts'

export interface PortfolioRow {
  id: string
  account_id: string
  region: string
  display_name: string
  description: string
  provider_name: string
  created_at: Date
}

export interface PrincipalRow {
  portfolio_id: string
  principal_arn: string
  principal_type: 'IAM' | 'IAM_PATTERN'
  created_at: Date
}

export interface ProductRow {
  id: string
  view_id: string
  account_id: string
  region: string
  name: string
  owner: string
  short_description: string
  distributor: string
  support_description: string | null
  support_email: string | null
  support_url: string | null
  handler_type: string
  status: 'AVAILABLE' | 'CREATING' | 'FAILED'
  created_at: Date
}

export interface ProvisioningArtifactRow {
  id: string
  product_id: string
  name: string
  description: string
  type: 'CLOUD_FORMATION_TEMPLATE'
  guidance: 'DEFAULT' | 'DEPRECATED'
  active: boolean
  status: 'AVAILABLE' | 'CREATING' | 'FAILED'
  created_at: Date
}

export interface LaunchPathRow {
  id: string
  portfolio_id: string
  product_id: string
  created_at: Date
}

export interface ProvisionedProductRow {
  id: string
  account_id: string
  region: string
  name: string
  arn: string
  type: string
  status: ProvisionedProductStatus
  status_message: string | null
  created_at: Date
  terminated_at: Date | null
  idempotency_token: string
  physical_id: string | null
  product_id: string
  provisioning_artifact_id: string
  launch_path_id: string
  last_record_id: string
  last_provisioning_record_id: string
  last_successful_provisioning_record_id: string | null
  user_arn: string
  user_arn_session: string
}

export interface RecordRow {
  id: string
  account_id: string
  region: string
  record_type: RecordType
  status: RecordStatus
  created_at: Date
  updated_at: Date
  provisioned_product_id: string
  provisioned_product_name: string
  provisioned_product_type: string
  product_id: string
  provisioning_artifact_id: string
  launch_path_id: string
  error_code: string | null
  error_description: string | null
  ignore_errors: boolean
  notification_arns: string[]
  user_arn: string
  user_arn_session: string
  token: string | null
  request_digest: string
}

export interface RecordOutputRow {
  record_id: string
  position: number
  key: string
  value: string
  description: string | null
}

export type ServiceCatalogTables = {
  portfolios: PortfolioRow
  portfolio_principals: PrincipalRow
  products: ProductRow
  provisioning_artifacts: ProvisioningArtifactRow
  launch_paths: LaunchPathRow
  provisioned_products: ProvisionedProductRow
  provisioned_product_tags: { provisioned_product_id: string; key: string; value: string }
  records: RecordRow
  record_parameters: { record_id: string; key: string; value: string }
  record_tags: { record_id: string; key: string; value: string }
  record_outputs: RecordOutputRow
}

export const tables = (context: { readonly db: Database }) => context.db.withSchema('service_catalog').withTables<ServiceCatalogTables>()
