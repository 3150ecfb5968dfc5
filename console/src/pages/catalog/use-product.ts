import { useQuery } from '@tanstack/react-query'
import { useForeignRegion } from '../../components/region-notice.tsx'
import { serviceCatalog } from '../../lib/aws.ts'

/** A product, its versions with the newest first, and what the newest asks for. */
export function useProduct(productId: string) {
  const foreign = useForeignRegion()
  const view = useQuery({
    queryKey: ['product', productId],
    queryFn: () => serviceCatalog.call('DescribeProduct', { Id: productId }),
    enabled: !foreign,
  })
  const artifact = view.data?.ProvisioningArtifacts?.at(-1)
  const parameters = useQuery({
    queryKey: ['parameters', productId, artifact?.Id],
    queryFn: () =>
      serviceCatalog.call('DescribeProvisioningParameters', { ProductId: productId, ProvisioningArtifactId: artifact?.Id ?? '' }),
    enabled: artifact !== undefined,
  })
  return { view, artifact, artifacts: view.data?.ProvisioningArtifacts?.toReversed() ?? [], parameters }
}
