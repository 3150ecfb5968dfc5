import type { IdentitystoreClient } from '@aws-sdk/client-identitystore'
import type { OrganizationsClient } from '@aws-sdk/client-organizations'
import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog'
import type { SSOAdminClient } from '@aws-sdk/client-sso-admin'
import type { STSClient } from '@aws-sdk/client-sts'
import type { Operations as ControlTowerOperations } from '../wire/models/controltower.ts'

/** Everything that the factory may call. */
export interface AwsClients {
  readonly organizations: OrganizationsClient
  readonly identityStore: IdentitystoreClient
  readonly ssoAdmin: SSOAdminClient
  readonly serviceCatalog: ServiceCatalogClient
  readonly sts: STSClient
  readonly controlTower: ControlTowerClient
}

/** Control Tower has no SDK client here; this one is made from its model. */
export interface ControlTowerClient {
  call<Name extends keyof ControlTowerOperations>(
    name: Name,
    input: ControlTowerOperations[Name]['input'],
  ): Promise<ControlTowerOperations[Name]['output']>
}
