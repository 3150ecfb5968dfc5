import Button from '@cloudscape-design/components/button'
import { useQuery } from '@tanstack/react-query'
import { portalLink } from '../../app/role.ts'
import { api } from '../../lib/api.ts'

interface LaunchRole {
  accountId: string
  roleName: string
  productId: string
}

/** Leads to the launch wizard in the role that may launch; says who can help when there is none. */
export function RequestAccount() {
  const launch = useQuery({ queryKey: ['portal-launch-role'], queryFn: () => api.get<{ role: LaunchRole | null }>('/portal/launch-role') })
  const role = launch.data?.role
  if (role === null)
    return (
      <Button
        variant="primary"
        disabled
        disabledReason="Nobody gave you a role that may launch accounts. Ask an administrator to put you into the group AWSAccountFactory."
      >
        Request an account
      </Button>
    )
  const href = role && portalLink(`/console/catalog/products/${role.productId}/launch`, role)
  return (
    <Button variant="primary" loading={launch.isPending} loadingText="Looking for your role" {...(href && { href })}>
      Request an account
    </Button>
  )
}
