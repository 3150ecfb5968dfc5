import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useNarrow } from '../../components/use-narrow.ts'
import type { PlannedAssignment } from './assignment-plan.ts'
import type { AssignmentState } from './use-assignment-run.ts'

interface ProgressOptions {
  readonly plan: readonly PlannedAssignment[]
  readonly states: ReadonlyMap<string, AssignmentState>
  readonly onRetry: (failed: readonly PlannedAssignment[]) => void
}

/** How far each assignment is, and what to do about those that failed. */
export function AssignmentProgress({ plan, states, onRetry }: ProgressOptions) {
  const narrow = useNarrow()
  const withStatus = (status: AssignmentState['status']) => plan.filter(({ key }) => states.get(key)?.status === status)
  const [done, failed] = [withStatus('done'), withStatus('failed')]
  const ended = done.length + failed.length
  const isRunning = ended < plan.length
  return (
    <SpaceBetween size="l">
      <ProgressBar
        value={(100 * ended) / Math.max(1, plan.length)}
        label={isRunning ? 'Assigning access' : 'Assigned access'}
        description={`${ended} of ${plan.length}`}
        status={isRunning ? 'in-progress' : failed.length > 0 ? 'error' : 'success'}
        resultText={failed.length > 0 ? `${failed.length} of ${plan.length} failed` : `${done.length} assigned`}
      />
      {!isRunning && failed.length > 0 && (
        <Alert type="error" header="Not everything was assigned" action={<Button onClick={() => onRetry(failed)}>Retry the failed</Button>}>
          What was assigned stays. The reasons stand beside each row.
        </Alert>
      )}
      <Table<PlannedAssignment>
        header={<Header counter={`(${plan.length})`}>Assignments</Header>}
        items={[...failed, ...plan.filter((each) => !failed.includes(each))]}
        trackBy="key"
        wrapLines
        ariaLabels={{ tableLabel: 'Assignments' }}
        columnDefinitions={[
          {
            id: 'account',
            header: 'Account',
            isRowHeader: true,
            minWidth: 120,
            cell: ({ account, principal, set }) => (
              <>
                <Link href={`/console/access/accounts/${account.value}`}>{account.label}</Link>
                {narrow && <Box variant="small">{`${principal.label} · ${set.label}`}</Box>}
              </>
            ),
          },
          ...(narrow
            ? []
            : [
                { id: 'who', header: 'User or group', minWidth: 120, cell: ({ principal }: PlannedAssignment) => principal.label },
                { id: 'set', header: 'Permission set', minWidth: 120, cell: ({ set }: PlannedAssignment) => set.label },
              ]),
          { id: 'status', header: 'Status', minWidth: 120, cell: ({ key }) => <Status {...states.get(key)} /> },
        ]}
      />
    </SpaceBetween>
  )
}

function Status({ status = 'waiting', problem }: Partial<AssignmentState>) {
  if (status === 'done') return <StatusIndicator>Assigned</StatusIndicator>
  if (status === 'failed') return <StatusIndicator type="error">{problem}</StatusIndicator>
  if (status === 'running') return <StatusIndicator type="in-progress">In progress</StatusIndicator>
  return <StatusIndicator type="pending">Waiting</StatusIndicator>
}
