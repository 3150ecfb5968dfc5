import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useThrottled } from '../../components/use-throttled.ts'
import { ApiError } from '../../lib/api.ts'
import { serviceCatalog } from '../../lib/aws.ts'
import { useLiveRequests } from '../../lib/live.ts'
import { requestQuery } from '../../lib/request-query.ts'
import type { Request } from '../../lib/types.ts'
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
  const request = useQuery(requestQuery(client, record ?? last))
  const refresh = useThrottled(() => {
    void client.invalidateQueries({ queryKey: ['provisioned'] })
    void client.invalidateQueries({ queryKey: ['records', id] })
  }, 500)
  const connection = useLiveRequests(useCallback((changed: Request) => changed.provisionedProductId === id && refresh(), [id, refresh]))
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
      if (record ?? last) void request.refetch()
    },
    connection,
    refresh,
    showLast,
  }
}
