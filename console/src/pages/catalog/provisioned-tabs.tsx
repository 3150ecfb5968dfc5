import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Spinner from '@cloudscape-design/components/spinner'
import Tabs from '@cloudscape-design/components/tabs'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { CopyId } from '../../components/copy-id.tsx'
import { Empty } from '../../components/empty.tsx'
import type { Request } from '../../lib/types.ts'

// Tables are heavy: this one is loaded when its tab is opened.
const History = lazy(() => import('./record-history.tsx'))

/** What came out of it, and everything that was ever asked of it. */
export function ProvisionedTabs({ request, provisionedProductId }: { request: Request; provisionedProductId: string }) {
  const { tab = 'outputs' } = useSearch({ strict: false })
  const navigate = useNavigate()
  return (
    <Tabs
      activeTabId={tab}
      onChange={({ detail }) => void navigate({ to: '.', search: (old) => ({ ...old, tab: detail.activeTabId }), replace: true })}
      tabs={[
        { id: 'outputs', label: `Outputs (${request.outputs.length})`, content: <Outputs request={request} /> },
        {
          id: 'history',
          label: 'History',
          content: (
            <Suspense fallback={<Spinner size="large" />}>
              <History provisionedProductId={provisionedProductId} phase={request.phase} />
            </Suspense>
          ),
        },
      ]}
    />
  )
}

function Outputs({ request }: { request: Request }) {
  return (
    <Container header={<Header variant="h2">Outputs</Header>}>
      {request.outputs.length === 0 ? (
        <Empty title="No outputs yet">They appear when the launch has succeeded.</Empty>
      ) : (
        <KeyValuePairs
          columns={2}
          items={request.outputs.map(({ key, value, description }) => ({
            label: key,
            value: (
              <>
                <CopyId value={value} what={key} />
                <Box variant="small" color="text-body-secondary">
                  {description}
                </Box>
              </>
            ),
          }))}
        />
      )}
    </Container>
  )
}
