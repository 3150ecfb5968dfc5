import type { OperationContext } from '../../access/context.ts'
import type { DescribeProvisioningParametersInput, ProvisionProductInput } from '../../wire/models/servicecatalog.ts'
import { invalid, notFound, oneOf } from './faults.ts'
import { type LaunchPath, launchPathsOfCaller, noLaunchPaths } from './launch-paths.ts'
import { type CountedProduct, findProduct } from './products.ts'
import { getArtifact } from './provisioning-artifacts.ts'
import type { ProvisioningArtifactRow } from './tables.ts'

type Naming = Pick<
  ProvisionProductInput & DescribeProvisioningParametersInput,
  'ProductId' | 'ProductName' | 'ProvisioningArtifactId' | 'ProvisioningArtifactName' | 'PathId' | 'PathName'
>

export interface LaunchTarget {
  readonly product: CountedProduct
  readonly artifact: ProvisioningArtifactRow
  readonly path: LaunchPath
}

/**
 * What a launch names: product, version and launch path, each by id or name; the path may be left out when the caller
 * has one. Throws ResourceNotFoundException for what is not there or not the caller's, InvalidParametersException otherwise.
 */
export async function findLaunchTarget(context: OperationContext, input: Naming): Promise<LaunchTarget> {
  const productReference = oneOf('product', input.ProductId, input.ProductName)
  const artifactReference = oneOf('provisioning artifact', input.ProvisioningArtifactId, input.ProvisioningArtifactName)
  const product = await findProduct(context, productReference)
  const paths = product ? await launchPathsOfCaller(context, product.id) : []
  if (!product || paths.length === 0) throw await noLaunchPaths(context, productReference)
  const path = choosePath(paths, input)
  return { product, path, artifact: await getArtifact(context, product.id, artifactReference) }
}

function choosePath(paths: readonly LaunchPath[], input: Naming): LaunchPath {
  const [only, another] = paths
  const listed = paths.map((path) => `${path.id} (${path.name})`).join(', ')
  if (input.PathId === undefined && input.PathName === undefined) {
    if (only && !another) return only
    throw invalid(`The product has several launch paths. Give the PathId or PathName of one of: ${listed}.`)
  }
  const reference = oneOf('path', input.PathId, input.PathName)
  const path = paths.find((path) => (reference.id === undefined ? path.name === reference.name : path.id === reference.id))
  if (!path) throw notFound(`No launch path ${reference.id ?? reference.name} found. The caller's launch paths are: ${listed}.`)
  return path
}
