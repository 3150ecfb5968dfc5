import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog'
import { STSClient } from '@aws-sdk/client-sts'
import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers'
import type { AwsCredentialIdentityProvider } from '@smithy/types'
import { ApiClient } from './api-client.ts'
import { CommandFailure, exitCodes } from './exit-codes.ts'
import { type ConnectionFlags, readSettings, type Settings } from './settings.ts'

const fallbackRegion = 'us-east-1'

/** The clients of one command. */
export interface Connection {
  readonly settings: Settings
  readonly credentials: AwsCredentialIdentityProvider
  readonly api: ApiClient
  readonly sts: STSClient
  /** Service Catalog in the region that was asked for, else in the landing zone's. */
  catalog(): Promise<ServiceCatalogClient>
  close(): void
}

/** Asks nobody yet: the first call finds out whether the server answers. */
export function connect(flags: ConnectionFlags): Connection {
  const settings = readSettings(flags)
  if (!URL.canParse(settings.endpoint) || !/^https?:$/.test(new URL(settings.endpoint).protocol))
    throw new CommandFailure(
      exitCodes.wrongInput,
      'InvalidEndpoint',
      `${settings.endpoint} (${settings.endpointFrom}) is not an http(s) address.`,
    )
  const credentials = chooseCredentials(settings)
  const region = settings.region ?? fallbackRegion
  const api = new ApiClient({ endpoint: settings.endpoint, region, credentials })
  const sts = new STSClient({ endpoint: settings.endpoint, region, credentials, maxAttempts: 2 })
  let catalog: Promise<ServiceCatalogClient> | undefined
  const openCatalog = async (): Promise<ServiceCatalogClient> => {
    const home = settings.region ?? (await api.session()).homeRegion
    return new ServiceCatalogClient({ endpoint: settings.endpoint, region: home, credentials })
  }
  return {
    settings,
    credentials,
    api,
    sts,
    catalog: () => {
      catalog ??= openCatalog()
      return catalog
    },
    close: () => {
      sts.destroy()
      catalog?.then(
        (client) => client.destroy(),
        () => {},
      )
    },
  }
}

function chooseCredentials({ profile, credentialsFile }: Settings): AwsCredentialIdentityProvider {
  if (credentialsFile) return fromIni({ profile, filepath: credentialsFile, ignoreCache: true })
  return fromNodeProviderChain(profile === undefined ? {} : { profile })
}
