import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Confirm } from '../../components/confirm.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { formatDateTime } from '../../lib/format.ts'
import { identityApi, type ScimToken, tokensKey } from './identity-api.ts'

const mostTokens = 2

/** SCIM: the address that a provider calls, and the tokens that it comes with. */
export function Provisioning() {
  const client = useQueryClient()
  const { data, error, isPending, refetch } = useQuery({ queryKey: tokensKey, queryFn: identityApi.tokens })
  const [removed, setRemoved] = useState<ScimToken>()
  const create = useMutation({
    mutationFn: identityApi.createToken,
    onSuccess: () => client.invalidateQueries({ queryKey: tokensKey }),
  })
  const isFull = (data?.tokens.length ?? 0) >= mostTokens
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="The provider creates, changes and disables users and groups here (SCIM 2.0). Two tokens at a time, so that one can replace the other without a gap."
          actions={
            <Button
              disabled={isFull}
              disabledReason="Remove a token first."
              loading={create.isPending}
              loadingText="Creating"
              onClick={() => create.mutate()}
            >
              Create token
            </Button>
          }
        >
          Automatic provisioning
        </Header>
      }
    >
      <SpaceBetween size="l">
        {create.error && <Alert type="error">{create.error.message}</Alert>}
        {create.data && (
          <Alert
            type="success"
            header="Copy the token now: it is shown this once"
            dismissible
            dismissAriaLabel="I have copied the token"
            onDismiss={() => create.reset()}
          >
            <CopyId value={create.data.token} what="the token" wraps />
          </Alert>
        )}
        {error && <LoadFailure error={error} onRetry={() => void refetch()} />}
        {isPending && <RowSkeletons rows={3} />}
        {data && (
          <KeyValuePairs items={[{ label: 'SCIM endpoint', value: <CopyId value={data.endpoint} what="the SCIM endpoint" wraps /> }]} />
        )}
        {data && <Tokens tokens={data.tokens} onRemove={setRemoved} />}
      </SpaceBetween>
      {removed && <RemoveToken token={removed} onClose={() => setRemoved(undefined)} />}
    </Container>
  )
}

function Tokens({ tokens, onRemove }: { tokens: readonly ScimToken[]; onRemove: (token: ScimToken) => void }) {
  const narrow = useNarrow()
  const columns: TableProps.ColumnDefinition<ScimToken>[] = [
    { id: 'id', header: 'Token', isRowHeader: true, cell: ({ id }) => id },
    { id: 'created', header: 'Created', cell: ({ createdAt }) => formatDateTime(createdAt) },
    { id: 'used', header: 'Last used', cell: ({ lastUsedAt }) => (lastUsedAt ? formatDateTime(lastUsedAt) : 'Never') },
    { id: 'expires', header: 'Expires', cell: ({ expiresAt }) => formatDateTime(expiresAt) },
    {
      id: 'actions',
      header: 'Actions',
      cell: (token) => (
        <Button variant="inline-link" ariaLabel={`Remove token ${token.id}`} onClick={() => onRemove(token)}>
          Remove
        </Button>
      ),
    },
  ]
  return (
    <Table
      variant="embedded"
      items={tokens}
      trackBy="id"
      columnDefinitions={narrow ? columns.filter(({ id }) => id === 'id' || id === 'actions') : columns}
      ariaLabels={{ tableLabel: 'SCIM tokens' }}
      empty={
        <Box textAlign="center" color="text-body-secondary">
          No token: nobody provisions users.
        </Box>
      }
    />
  )
}

function RemoveToken({ token, onClose }: { token: ScimToken; onClose: () => void }) {
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => identityApi.removeToken(token.id),
    onSuccess: () => {
      onClose()
      return client.invalidateQueries({ queryKey: tokensKey })
    },
  })
  return (
    <Confirm title="Remove the token?" action="Remove" mutation={remove} onClose={onClose}>
      The provider that uses {token.id} can change nothing here from this moment on.
    </Confirm>
  )
}
