import StatusIndicator from '@cloudscape-design/components/status-indicator'

/** Whether a person may sign in. */
export function UserStatus({ enabled }: { enabled: boolean }) {
  return enabled ? <StatusIndicator type="success">Enabled</StatusIndicator> : <StatusIndicator type="stopped">Disabled</StatusIndicator>
}
