import Alert from '@cloudscape-design/components/alert'
import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { RequestStatus } from '../../components/request-status.tsx'
import { useNow } from '../../components/use-now.ts'
import { formatDuration } from '../../lib/format.ts'
import type { Connection } from '../../lib/live.ts'
import type { Request } from '../../lib/types.ts'
import { Steps } from './steps.tsx'

/** How far a request is, step by step, and why it went no further. */
export function Progress({ request, connection }: { request: Request; connection: Connection }) {
  const { phase, type } = request
  const ended = phase === 'SUCCEEDED' || phase === 'FAILED' || phase === 'CANCELLED'
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" actions={!ended && <LiveBadge connection={connection} />}>
          {type === 'PROVISION_PRODUCT' ? 'Launch' : 'Termination'}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <SpaceBetween direction="horizontal" size="s">
          <RequestStatus request={request} />
          {ended && <Took request={request} />}
        </SpaceBetween>
        {phase === 'QUEUED' && <Waiting position={request.position ?? 1} />}
        {(phase === 'RUNNING' || phase === 'CANCELLING') && <Bar request={request} />}
        <Failure request={request} />
        <Steps steps={request.steps} />
      </SpaceBetween>
    </Container>
  )
}

function Took({ request: { startedAt, endedAt } }: { request: Request }) {
  if (!startedAt || !endedAt) return null
  return <span className="muted">in {formatDuration(Date.parse(endedAt) - Date.parse(startedAt))}</span>
}

function Waiting({ position }: { position: number }) {
  const before = position === 1 ? 'It is next.' : `${position - 1} ${position === 2 ? 'is' : 'are'} before it.`
  return (
    <Box color="text-body-secondary">
      {before} It starts by itself when a place is free; see the <Link href="/console/catalog/queue">queue</Link>.
    </Box>
  )
}

function Bar({ request: { stepsDone, stepsTotal, currentStep, startedAt } }: { request: Request }) {
  const now = useNow(true)
  const current = Math.min(stepsDone + 1, stepsTotal)
  return (
    <ProgressBar
      value={(100 * stepsDone) / Math.max(stepsTotal, 1)}
      description={`Step ${current} of ${stepsTotal}${currentStep ? `: ${currentStep}` : ''}`}
      additionalInfo={startedAt && `${formatDuration(now - Date.parse(startedAt))} so far`}
      ariaLabel="Progress"
    />
  )
}

function Failure({ request: { error, phase, currentStep, canRetry } }: { request: Request }) {
  if (!error) return null
  const cancelled = phase === 'CANCELLED'
  const where = currentStep ? ` at “${currentStep}”` : ''
  return (
    <Alert type={cancelled ? 'info' : 'error'} header={cancelled ? 'It was cancelled' : `It failed${where}`}>
      <SpaceBetween size="xxs">
        <span>{error.message}</span>
        <span className="muted mono">{error.code}</span>
        {canRetry && <span>Retry goes on with the step that is not done; what is done stays.</span>}
      </SpaceBetween>
    </Alert>
  )
}

function LiveBadge({ connection }: { connection: Connection }) {
  if (connection === 'reconnecting') return <Badge color="severity-medium">Reconnecting…</Badge>
  return <Badge color="green">{connection === 'live' ? 'Live' : 'Connecting'}</Badge>
}
