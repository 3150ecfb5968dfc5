import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { Titled } from '../../components/titled.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { PolicyTypeSwitch } from './policy-type-switch.tsx'
import { type PolicyTypeFacts, policyTypes } from './policy-types.ts'
import { usePolicyTypes } from './use-policies.ts'

/** The types of policy, and which of them are enabled. */
export default function Policies() {
  const types = usePolicyTypes()
  const narrow = useNarrow()
  const [switching, setSwitching] = useState<PolicyTypeFacts>()
  const enabled = types.data?.enabled
  const state = ({ type }: PolicyTypeFacts) =>
    enabled?.has(type) ? <StatusIndicator>Enabled</StatusIndicator> : <StatusIndicator type="stopped">Not enabled</StatusIndicator>
  const button = (facts: PolicyTypeFacts) => (
    <Button
      variant="inline-link"
      ariaLabel={`${enabled?.has(facts.type) ? 'Disable' : 'Enable'} ${facts.name}`}
      onClick={() => setSwitching(facts)}
    >
      {enabled?.has(facts.type) ? 'Disable' : 'Enable'}
    </Button>
  )
  return (
    <ConsolePage title="Policies" contentType="table" breadcrumbs={[{ text: 'Organization', href: '/console/organization' }]}>
      {types.isError ? (
        <Titled title="Policies">
          <LoadFailure error={types.error} onRetry={() => void types.refetch()} />
        </Titled>
      ) : (
        <Table<PolicyTypeFacts>
          variant="full-page"
          enableKeyboardNavigation
          wrapLines
          items={types.data ? [...policyTypes] : []}
          loading={types.isPending}
          loadingText="Loading types of policies"
          trackBy="type"
          ariaLabels={{ tableLabel: 'Types of policies' }}
          header={
            <Header variant="awsui-h1-sticky" description="A policy binds the accounts that it is attached to, and those below its units.">
              Policies
            </Header>
          }
          columnDefinitions={[
            {
              id: 'name',
              header: 'Type',
              isRowHeader: true,
              minWidth: 180,
              cell: ({ type, name, about }) => (
                <>
                  <Link href={`/console/organization/policies/${type}`}>{name}</Link>
                  <Box variant="small" display="block">
                    {about}
                  </Box>
                </>
              ),
            },
            {
              id: 'state',
              header: 'State',
              minWidth: 110,
              cell: (facts) =>
                narrow ? (
                  <>
                    {state(facts)} {button(facts)}
                  </>
                ) : (
                  state(facts)
                ),
            },
            ...(narrow ? [] : [{ id: 'switch', header: 'Action', minWidth: 90, cell: button }]),
          ]}
        />
      )}
      {switching && types.data && (
        <PolicyTypeSwitch
          facts={switching}
          rootId={types.data.rootId}
          enabled={types.data.enabled.has(switching.type)}
          onClose={() => setSwitching(undefined)}
        />
      )}
    </ConsolePage>
  )
}
