import Badge from '@cloudscape-design/components/badge'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { PolicySummary } from '../../../../src/wire/models/organizations.ts'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { Titled } from '../../components/titled.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { paginationLabels, usePagedQuery } from '../../components/use-paged-query.ts'
import { organizations } from '../../lib/aws.ts'
import { PolicyTypeSwitch } from './policy-type-switch.tsx'
import { findPolicyType, type PolicyTypeFacts, policyHref } from './policy-types.ts'
import { usePolicyTypes } from './use-policies.ts'

const breadcrumbs = [{ text: 'Policies', href: '/console/organization/policies' }]

/** The policies of one type. */
export default function PoliciesOfType() {
  const { policyType = '' } = useParams({ strict: false })
  const facts = findPolicyType(policyType)
  return (
    <ConsolePage title={facts?.name ?? policyType} contentType="table" breadcrumbs={breadcrumbs}>
      {facts ? (
        <PolicyList facts={facts} />
      ) : (
        <Titled title={policyType}>
          <Empty title="There is no such type of policy" action={<Button href="/console/organization/policies">Policies</Button>} />
        </Titled>
      )}
    </ConsolePage>
  )
}

function PolicyList({ facts }: { facts: PolicyTypeFacts }) {
  const { type, name } = facts
  const { page } = useSearch({ strict: false })
  const navigate = useNavigate()
  const narrow = useNarrow()
  const types = usePolicyTypes()
  const [switching, setSwitching] = useState(false)
  const { result, pages } = usePagedQuery({
    queryKey: ['policies', 'list', type],
    read: (token) => organizations.call('ListPolicies', { Filter: type, MaxResults: 20, ...(token && { NextToken: token }) }),
    nextOf: ({ NextToken }) => NextToken,
    wantedPage: Number(page ?? 1),
  })
  const enabled = types.data?.enabled.has(type)
  if (result.isError) {
    return (
      <Titled title={name}>
        <LoadFailure error={result.error} onRetry={() => void result.refetch()} />
      </Titled>
    )
  }
  return (
    <>
      <Table<PolicySummary>
        variant="full-page"
        stickyHeader
        enableKeyboardNavigation
        wrapLines
        items={result.data?.Policies ?? []}
        loading={result.isPending}
        loadingText="Loading policies"
        trackBy="Id"
        ariaLabels={{ tableLabel: name }}
        columnDefinitions={narrow ? columns(type).slice(0, 1) : columns(type)}
        header={
          <Header
            variant="awsui-h1-sticky"
            description={facts.about}
            info={enabled === false && <StatusIndicator type="stopped">Not enabled</StatusIndicator>}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button disabled={!types.data} onClick={() => setSwitching(true)}>
                  {enabled ? 'Disable' : 'Enable'}
                </Button>
                <Button variant="primary" href={policyHref(type, 'new')}>
                  Create policy
                </Button>
              </SpaceBetween>
            }
          >
            {name}
          </Header>
        }
        pagination={
          <Pagination
            {...pages}
            ariaLabels={paginationLabels}
            onChange={({ detail }) => void navigate({ to: '.', search: { page: String(detail.currentPageIndex) }, replace: true })}
          />
        }
        empty={
          <Empty title="No policies of this type yet" action={<Button href={policyHref(type, 'new')}>Create policy</Button>}>
            {enabled === false && 'The type has to be enabled before a policy is attached.'}
          </Empty>
        }
      />
      {switching && types.data && (
        <PolicyTypeSwitch facts={facts} rootId={types.data.rootId} enabled={enabled ?? false} onClose={() => setSwitching(false)} />
      )}
    </>
  )
}

const columns = (type: string): TableProps.ColumnDefinition<PolicySummary>[] => [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    minWidth: 160,
    cell: ({ Id = '', Name, AwsManaged }) => (
      <SpaceBetween direction="horizontal" size="xs">
        <Link href={policyHref(type, Id)}>{Name}</Link>
        {AwsManaged && <Badge>AWS managed</Badge>}
      </SpaceBetween>
    ),
  },
  { id: 'description', header: 'Description', minWidth: 220, cell: ({ Description }) => Description || '–' },
  { id: 'id', header: 'Id', minWidth: 140, cell: ({ Id }) => <span className="mono">{Id}</span> },
]
