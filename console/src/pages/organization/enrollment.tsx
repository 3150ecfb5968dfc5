import StatusIndicator from '@cloudscape-design/components/status-indicator'

/** Whether Control Tower governs the account. */
export function Enrollment({ enrolled }: { enrolled: boolean }) {
  return enrolled ? <StatusIndicator>Enrolled</StatusIndicator> : <StatusIndicator type="stopped">Not enrolled</StatusIndicator>
}
