import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { keepLatest } from '../../lib/live.ts'
import type { Request } from '../../lib/types.ts'
import { TerminateDialog } from './terminate-dialog.tsx'

interface ActionsOptions {
  readonly title: string
  readonly request: Request
  /** Of the provisioned product; undefined when it is gone. */
  readonly status: string | undefined
  readonly onChanged: () => void
  /** There is a new record. */
  readonly onNew: () => void
}

/** The page's header with retry, cancel and terminate: each shown when it can be, terminating asked for twice. */
export function ProvisionedActions({ title, request, status, onChanged, onNew }: ActionsOptions) {
  const client = useQueryClient()
  const [terminating, setTerminating] = useState(false)
  const act = useMutation({
    mutationFn: (action: 'retry' | 'cancel') => api.post<Request>(`/requests/${request.recordId}/${action}`),
    onSuccess: (changed) => keepLatest(client, changed),
    onSettled: onChanged,
  })
  const doing = act.isPending ? act.variables : undefined
  const launch = request.type === 'PROVISION_PRODUCT'
  const entered = launch && request.phase === 'SUCCEEDED'
  return (
    <SpaceBetween size="m">
      <Header
        variant="h1"
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {request.canCancel && (
              <Button loading={doing === 'cancel'} onClick={() => act.mutate('cancel')}>
                Cancel {launch ? 'launch' : 'termination'}
              </Button>
            )}
            {status !== undefined && (
              <Button
                disabled={status === 'UNDER_CHANGE'}
                disabledReason="It is under change. Wait until that ends, or cancel it."
                onClick={() => setTerminating(true)}
              >
                Terminate
              </Button>
            )}
            {request.canRetry && (
              <Button variant="primary" loading={doing === 'retry'} onClick={() => act.mutate('retry')}>
                Retry
              </Button>
            )}
            {request.accountId && (
              <Button {...(entered && { variant: 'primary' })} href={`/start?q=${request.accountId}`} iconName="external" iconAlign="right">
                Open in access portal
              </Button>
            )}
          </SpaceBetween>
        }
      >
        {title}
      </Header>
      {act.isError && (
        <Alert
          type="error"
          dismissible
          dismissAriaLabel="Dismiss"
          header={act.variables === 'retry' ? 'It was not retried' : 'It was not cancelled'}
          onDismiss={act.reset}
        >
          {act.error.message}
        </Alert>
      )}
      {terminating && (
        <TerminateDialog
          request={request}
          onClose={() => setTerminating(false)}
          onTerminated={() => {
            onNew()
            onChanged()
          }}
        />
      )}
    </SpaceBetween>
  )
}
