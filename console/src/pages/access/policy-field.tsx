import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import type { PermissionsBoundary } from '../../../../src/wire/models/sso-admin.ts'

/** What was written: the ARN of one of AWS's policies, or the path and name of one that each account has of its own. */
export function policyOf(text: string): PermissionsBoundary {
  const wanted = text.trim()
  if (wanted.startsWith('arn:')) return { ManagedPolicyArn: wanted }
  const [, Path = '/', Name = ''] = /^(\/(?:[^/]+\/)*)?([^/]*)$/.exec(wanted) ?? []
  return { CustomerManagedPolicyReference: { Name, Path } }
}

export function PolicyField({ text, onChange }: { readonly text: string; readonly onChange: (text: string) => void }) {
  return (
    <FormField
      label="Policy"
      description="The ARN of one of AWS’s policies, as arn:aws:iam::aws:policy/ReadOnlyAccess; or the name (and path) of one that each account has of its own."
    >
      <Input value={text} onChange={({ detail }) => onChange(detail.value)} autoFocus />
    </FormField>
  )
}
