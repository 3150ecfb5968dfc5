import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSession } from '../../app/session.ts'

/** Why this role may look at the product and not launch it, and who can change that. */
export function NoLaunchPath({ reason }: { reason: string }) {
  const session = useSession()
  const role = session.data ? `${session.data.roleName} in account ${session.data.accountId}` : 'your role'
  return (
    <Alert
      type="warning"
      header="You cannot launch this product with your role"
      action={<Button href="/start">Choose another role</Button>}
    >
      <SpaceBetween size="xs">
        <span>{reason}</span>
        <span>
          The group AWSAccountFactory launches as AWSServiceCatalogEndUserAccess; for {role} an administrator of the catalog adds the
          principal to the portfolio.
        </span>
      </SpaceBetween>
    </Alert>
  )
}
