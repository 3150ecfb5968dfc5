import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'

const looks: Record<string, { type: StatusIndicatorProps.Type; text: string }> = {
  ACTIVE: { type: 'success', text: 'Active' },
  PENDING_ACTIVATION: { type: 'in-progress', text: 'Being created' },
  PENDING_CLOSURE: { type: 'in-progress', text: 'Closing' },
  SUSPENDED: { type: 'stopped', text: 'Suspended' },
  CLOSED: { type: 'stopped', text: 'Closed' },
}

/** The state of an account, in Organizations' words. */
export function AccountState({ state }: { state: string }) {
  const { type, text } = looks[state] ?? { type: 'info' as const, text: state }
  return <StatusIndicator type={type}>{text}</StatusIndicator>
}
