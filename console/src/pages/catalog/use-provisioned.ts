import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useLiveRefresh } from '../../components/use-live-refresh.ts'
import { useThrottled } from '../../components/use-throttled.ts'
import { ApiError } from '../../lib/api.ts'
import { serviceCatalog } from '../../lib/aws.ts'
import { requestQuery } from '../../lib/request-query.ts'
import { readRecords } from './read-records.ts'

/**
 * A provisioned product with the request that is shown of it: the one in the address, else the last. Live. A terminated product is
 * no longer there, but its records are.
 */
export function useProvisioned(id: string, enabled: boolean) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { record } = useSearch({ strict: false })
  const product = useQuery({
    queryKey: ['provisioned', id],
    queryFn: () => serviceCatalog.call('DescribeProvisionedProduct', { Id: id }),
    enabled,
  })
  const gone = product.error instanceof ApiError && product.error.code.startsWith('ResourceNotFound')
  const records = useQuery({ queryKey: ['records', id], queryFn: () => readRecords(id), enabled: enabled && gone })
  const last = gone ? records.data?.RecordDetails?.[0]?.RecordId : product.data?.ProvisionedProductDetail?.LastProvisioningRecordId
  const shown = record ?? last
  const request = useQuery(requestQuery(client, shown))
  const refresh = useThrottled(() => {
    for (const queryKey of [['provisioned'], ['records', id], ['request', shown]]) void client.invalidateQueries({ queryKey })
  }, 500)
  const connection = useLiveRefresh(refresh, (changed) => changed.provisionedProductId === id)
  const showLast = (): void => void navigate({ to: '.', search: (old: object) => ({ ...old, record: undefined }), replace: true })
  return {
    detail: gone ? undefined : product.data?.ProvisionedProductDetail,
    request: request.data,
    isEarlier: record !== undefined && last !== undefined && record !== last,
    gone: gone && last !== undefined,
    pending: product.isPending || (gone && records.isPending) || (request.isPending && request.isEnabled),
    error: gone && (records.isPending || last !== undefined || record !== undefined) ? request.error : (product.error ?? request.error),
    retry: () => {
      void product.refetch()
      if (shown) void request.refetch()
    },
    connection,
    refresh,
    showLast,
  }
}
