import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { ApiError } from '../lib/api.ts'

/** In place of content that could not be loaded: why, and what to do. */
export function LoadFailure({ error, onRetry, action }: { error: Error; onRetry?: () => void; action?: { text: string; href: string } }) {
  const requestId = error instanceof ApiError ? error.requestId : undefined
  return (
    <Alert
      type="error"
      header={headerOf(error)}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          {action && <Button href={action.href}>{action.text}</Button>}
          {onRetry && <Button onClick={onRetry}>Try again</Button>}
        </SpaceBetween>
      }
    >
      {error.message}
      {requestId && <div className="muted mono">Request id {requestId}</div>}
    </Alert>
  )
}

function headerOf(error: Error): string {
  if (!(error instanceof ApiError)) return 'Something went wrong'
  if (error.status === 403 || error.code.startsWith('AccessDenied')) return 'Your role does not allow this'
  return error.status === 0 ? 'No connection' : 'This could not be loaded'
}
