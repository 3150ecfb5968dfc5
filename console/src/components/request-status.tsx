import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { Phase, RequestSummary } from '../lib/types.ts'

const looks: Record<Phase, { type: StatusIndicatorProps.Type; text: string }> = {
  QUEUED: { type: 'pending', text: 'Waiting' },
  RUNNING: { type: 'in-progress', text: 'In progress' },
  CANCELLING: { type: 'in-progress', text: 'Cancelling' },
  SUCCEEDED: { type: 'success', text: 'Succeeded' },
  FAILED: { type: 'error', text: 'Failed' },
  CANCELLED: { type: 'stopped', text: 'Cancelled' },
}

/** Where a request stands, with its place when it waits. */
export function RequestStatus({ request }: { request: Pick<RequestSummary, 'phase' | 'position'> }) {
  const { type, text } = looks[request.phase]
  const place = request.phase === 'QUEUED' && request.position ? `, place ${request.position}` : ''
  return <StatusIndicator type={type}>{text + place}</StatusIndicator>
}

const productLooks: Record<string, { type: StatusIndicatorProps.Type; text: string }> = {
  AVAILABLE: { type: 'success', text: 'Available' },
  UNDER_CHANGE: { type: 'in-progress', text: 'Under change' },
  TAINTED: { type: 'warning', text: 'Tainted' },
  ERROR: { type: 'error', text: 'Error' },
  PLAN_IN_PROGRESS: { type: 'in-progress', text: 'Plan in progress' },
}

/** The status of a provisioned product, in Service Catalog's words. */
export function ProductStatus({ status }: { status: string | undefined }) {
  const { type, text } = productLooks[status ?? ''] ?? { type: 'pending' as const, text: status ?? 'Unknown' }
  return <StatusIndicator type={type}>{text}</StatusIndicator>
}
