import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { ApiError } from '../../lib/api.ts'
import { serviceCatalog } from '../../lib/aws.ts'
import { randomToken } from '../../lib/random-token.ts'
import { type Field, fieldOfMessage, type LaunchForm, parameterKeys } from './launch-form.ts'

/** Launches, and goes to the provisioned product. The token stays the same until an answer came: a second click launches nothing more. */
export function useLaunch(productId: string, artifactId: string, form: LaunchForm, onFieldRefused: (field: Field) => void) {
  const token = useRef(randomToken())
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => {
      const tags = form.tags.filter(({ key }) => key.trim() !== '')
      return serviceCatalog.call('ProvisionProduct', {
        ProductId: productId,
        ProvisioningArtifactId: artifactId,
        ProvisionedProductName: form.provisionedProductName.trim(),
        ProvisioningParameters: parameterKeys.map((Key) => ({ Key, Value: form[Key].trim() })),
        ProvisionToken: token.current,
        ...(tags.length > 0 && { Tags: tags.map(({ key, value }) => ({ Key: key.trim(), Value: value })) }),
      })
    },
    onError: (error) => {
      // No answer: it may have been launched, and only the same token finds out.
      if (!(error instanceof ApiError) || error.status !== 0) token.current = randomToken()
      void client.invalidateQueries({ queryKey: ['preflight'] })
      const field = fieldOfMessage(error.message)
      if (field) onFieldRefused(field)
    },
    onSuccess: async ({ RecordDetail }) => {
      void client.invalidateQueries({ queryKey: ['provisioned'] })
      await navigate({ href: `/console/catalog/provisioned/${RecordDetail?.ProvisionedProductId}`, ignoreBlocker: true })
    },
  })
}
