import { DescribeProductCommand, ProvisionProductCommand, type ServiceCatalogClient } from '@aws-sdk/client-service-catalog'
import { randomUUID } from '../random.ts'
import { CommandFailure, exitCodes } from './exit-codes.ts'
import { launchFields } from './launch-fields.ts'

export const productName = 'AWS Control Tower Account Factory'

/** Launches the product; gives the record's id. `values`: by parameter key, and `ProvisionedProductName`. */
export async function provisionAccount(catalog: ServiceCatalogClient, values: Readonly<Record<string, string>>): Promise<string> {
  const { productId, artifactId } = await findProduct(catalog)
  const { RecordDetail } = await catalog.send(
    new ProvisionProductCommand({
      ProductId: productId,
      ProvisioningArtifactId: artifactId,
      ProvisionedProductName: values.ProvisionedProductName,
      ProvisioningParameters: launchFields.map(({ key }) => ({ Key: key, Value: values[key] })),
      // The SDK's retries carry the same token, so that they launch once.
      ProvisionToken: randomUUID(),
    }),
  )
  if (!RecordDetail?.RecordId)
    throw new CommandFailure(exitCodes.requestFailed, 'NoRecord', 'The answer to ProvisionProduct names no record.')
  return RecordDetail.RecordId
}

async function findProduct(catalog: ServiceCatalogClient): Promise<{ productId: string; artifactId: string }> {
  try {
    const { ProductViewSummary, ProvisioningArtifacts } = await catalog.send(new DescribeProductCommand({ Name: productName }))
    const [productId, artifactId] = [ProductViewSummary?.ProductId, ProvisioningArtifacts?.at(-1)?.Id]
    if (productId && artifactId) return { productId, artifactId }
    throw new CommandFailure(exitCodes.requestFailed, 'NoVersion', `The product ${productName} has no version that can be launched.`)
  } catch (error) {
    if ((error as Error).name !== 'ResourceNotFoundException') throw error
    throw new CommandFailure(exitCodes.noAccess, 'ResourceNotFoundException', (error as Error).message, {
      hint: 'You may not launch the product, or it lives in another Region: account-factory doctor says which.',
      cause: error,
    })
  }
}
