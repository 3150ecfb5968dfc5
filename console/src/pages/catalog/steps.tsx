import Spinner from '@cloudscape-design/components/spinner'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { useNow } from '../../components/use-now.ts'
import { formatDuration, formatTime } from '../../lib/format.ts'
import type { Step } from '../../lib/types.ts'

const looks: Record<Step['status'], { type: StatusIndicatorProps.Type; text: string }> = {
  PENDING: { type: 'pending', text: 'to do' },
  RUNNING: { type: 'in-progress', text: 'running' },
  SUCCEEDED: { type: 'success', text: 'done' },
  FAILED: { type: 'error', text: 'failed' },
  CANCELLED: { type: 'stopped', text: 'cancelled' },
}

/** The steps of a request from first to last, with when, how long, how often, and what went wrong. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  const now = useNow(steps.some(({ status }) => status === 'RUNNING'))
  return (
    <ol className="steps" aria-label="Steps">
      {steps.map((step) => (
        <li key={step.name} className={`step${step.startedAt ? '' : ' step-pending'}`}>
          {step.status === 'RUNNING' ? (
            <Spinner />
          ) : (
            <StatusIndicator type={looks[step.status].type} iconAriaLabel={looks[step.status].text} />
          )}
          <span className="step-title">
            {step.title}
            {step.attempts > 1 && <span className="muted"> (attempt {step.attempts})</span>}
          </span>
          <span className="step-time">{durationOf(step, now)}</span>
          {(step.detail || step.startedAt) && (
            <>
              <span className="step-more">{step.detail}</span>
              <span className="step-time">{formatTime(step.startedAt)}</span>
            </>
          )}
          {step.error && (
            <span className="step-error">
              {step.error.code}: {step.error.message}
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}

function durationOf({ startedAt, endedAt }: Step, now: number): string {
  if (!startedAt) return ''
  return formatDuration((endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt))
}
