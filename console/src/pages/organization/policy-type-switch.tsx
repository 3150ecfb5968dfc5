import { useMutation } from '@tanstack/react-query'
import { Confirm } from '../../components/confirm.tsx'
import { organizations } from '../../lib/aws.ts'
import type { PolicyTypeFacts } from './policy-types.ts'
import { useRefresh } from './use-organization.ts'

interface PolicyTypeSwitchOptions {
  readonly facts: PolicyTypeFacts
  readonly rootId: string
  readonly enabled: boolean
  readonly onClose: () => void
}

/** Asks before a type of policy is enabled or disabled for the organization. */
export function PolicyTypeSwitch({ facts: { type, name }, rootId, enabled, onClose }: PolicyTypeSwitchOptions) {
  const refresh = useRefresh()
  const change = useMutation({
    mutationFn: async () => {
      const input = { RootId: rootId, PolicyType: type }
      await (enabled ? organizations.call('DisablePolicyType', input) : organizations.call('EnablePolicyType', input))
      await refresh()
    },
    onSuccess: onClose,
  })
  return (
    <Confirm
      title={`${enabled ? 'Disable' : 'Enable'} ${name.charAt(0).toLowerCase()}${name.slice(1)}?`}
      action={enabled ? 'Disable' : 'Enable'}
      mutation={change}
      onClose={onClose}
    >
      {enabled
        ? 'Every policy of this type is detached from the root, units and accounts, and binds nobody any more. The policies stay, but where they were attached is not remembered.'
        : 'Policies of this type can then be attached to the root, units and accounts of the organization.'}
    </Confirm>
  )
}
