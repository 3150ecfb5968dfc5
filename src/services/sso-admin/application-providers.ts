import type { OperationContext } from '../../access/context.ts'
import type {
  ApplicationProvider,
  DescribeApplicationProviderRequest,
  DescribeApplicationProviderResponse,
  ListApplicationProvidersRequest,
  ListApplicationProvidersResponse,
} from '../../wire/models/sso-admin.ts'
import { customProvider } from './application.ts'
import { notFound } from './faults.ts'
import { readInstancePage } from './instance.ts'

/** The only one offered; AWS's catalog has hundreds. */
const providers: readonly ApplicationProvider[] = [
  {
    ApplicationProviderArn: customProvider,
    FederationProtocol: 'OAUTH',
    DisplayData: { DisplayName: 'Custom application', Description: 'An application of one’s own' },
  },
]

export async function describeApplicationProvider(
  _: OperationContext,
  { ApplicationProviderArn }: DescribeApplicationProviderRequest,
): Promise<DescribeApplicationProviderResponse> {
  const found = providers.find((provider) => provider.ApplicationProviderArn === ApplicationProviderArn)
  if (!found) throw notFound('ApplicationProvider')
  return found
}

export async function listApplicationProviders(
  _: OperationContext,
  input: ListApplicationProvidersRequest,
): Promise<ListApplicationProvidersResponse> {
  const { rows, nextToken } = await readInstancePage(
    ['ListApplicationProviders'],
    input,
    async (after, limit) =>
      providers.filter(({ ApplicationProviderArn }) => ApplicationProviderArn > String(after?.[0] ?? '')).slice(0, limit),
    ({ ApplicationProviderArn }) => [ApplicationProviderArn],
  )
  return { ApplicationProviders: rows, ...(nextToken && { NextToken: nextToken }) }
}
