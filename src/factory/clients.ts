import { IdentitystoreClient } from '@aws-sdk/client-identitystore'
import { OrganizationsClient, type OrganizationsClientConfig } from '@aws-sdk/client-organizations'
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog'
import { SSOAdminClient } from '@aws-sdk/client-sso-admin'
import { STSClient } from '@aws-sdk/client-sts'
import { type Client, createClient, transportOf } from '../wire/client.ts'
import controlTowerModel from '../wire/models/controltower.json' with { type: 'json' }
import type { Operations as ControlTowerOperations } from '../wire/models/controltower.ts'

/** Everything that the factory may call. */
export interface AwsClients {
  readonly organizations: OrganizationsClient
  readonly identityStore: IdentitystoreClient
  readonly ssoAdmin: SSOAdminClient
  readonly serviceCatalog: ServiceCatalogClient
  readonly sts: STSClient
  /** There is no current SDK client of Control Tower; this one is made from its model. */
  readonly controlTower: Client<ControlTowerOperations>
}

type RequestHandler = Parameters<typeof transportOf>[0] & NonNullable<OrganizationsClientConfig['requestHandler']>

/** Clients whose calls all go to one request handler, which knows the caller: the embedded organization's. */
export function createAwsClients({ region, requestHandler }: { region: string; requestHandler: RequestHandler }): AwsClients {
  const configuration = {
    region,
    requestHandler,
    endpoint: 'http://in-process',
    credentials: { accessKeyId: 'in-process', secretAccessKey: 'in-process' },
    // A step tries again itself, and shows it.
    maxAttempts: 1,
  }
  return {
    organizations: new OrganizationsClient(configuration),
    identityStore: new IdentitystoreClient(configuration),
    ssoAdmin: new SSOAdminClient(configuration),
    serviceCatalog: new ServiceCatalogClient(configuration),
    sts: new STSClient(configuration),
    controlTower: createClient<ControlTowerOperations>(controlTowerModel, transportOf(requestHandler)),
  }
}
