import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import FormField from '@cloudscape-design/components/form-field'
import Modal from '@cloudscape-design/components/modal'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { useNow } from '../../components/use-now.ts'
import { api } from '../../lib/api.ts'
import { formatDateTime } from '../../lib/format.ts'
import type { PortalAccount } from '../../lib/types.ts'
import { bashForm, type Credentials, powerShellForm, profileForm } from './credential-forms.ts'

/** Temporary credentials of a role in the three forms that people paste. */
export function AccessKeys({ account, roleName, onClose }: { account: PortalAccount; roleName: string; onClose: () => void }) {
  const { accountId, name } = account
  const credentials = useQuery({
    queryKey: ['credentials', accountId, roleName],
    queryFn: () => api.post<Credentials>('/portal/credentials', { accountId, roleName }),
    // Never kept: each opening gives new ones.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { data } = credentials
  return (
    <Modal
      visible
      size="large"
      header={`Access keys of ${name}`}
      onDismiss={onClose}
      closeAriaLabel="Close"
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </Box>
      }
    >
      {credentials.isError ? (
        <LoadFailure error={credentials.error} onRetry={() => void credentials.refetch()} />
      ) : !data ? (
        <RowSkeletons rows={6} />
      ) : (
        <SpaceBetween size="m">
          <Box color="text-body-secondary">
            <strong>{roleName}</strong> in account <span className="mono">{accountId}</span>. <Expiry at={data.expiration} />
          </Box>
          <Forms credentials={data} profile={`${accountId}_${roleName}`} />
        </SpaceBetween>
      )}
    </Modal>
  )
}

function Expiry({ at }: { at: string }) {
  const left = Date.parse(at) - useNow(true)
  if (left <= 0) return <strong>Expired: close this and open it again.</strong>
  return (
    <>
      Valid until {formatDateTime(at)}, {Math.ceil(left / 60_000)} more minutes.
    </>
  )
}

function Forms({ credentials, profile }: { credentials: Credentials; profile: string }) {
  const [shell, setShell] = useState('bash')
  const settings = { profile, endpoint: location.origin }
  return (
    <Tabs
      ariaLabel="Forms"
      i18nStrings={{ scrollLeftAriaLabel: 'Scroll left', scrollRightAriaLabel: 'Scroll right' }}
      tabs={[
        {
          id: 'variables',
          label: 'Environment variables',
          content: (
            <SpaceBetween size="s">
              <SegmentedControl
                label="Shell"
                selectedId={shell}
                options={[
                  { id: 'bash', text: 'macOS and Linux' },
                  { id: 'powershell', text: 'PowerShell' },
                ]}
                onChange={({ detail }) => setShell(detail.selectedId)}
              />
              <Code text={shell === 'bash' ? bashForm(credentials, settings) : powerShellForm(credentials, settings)} />
            </SpaceBetween>
          ),
        },
        {
          id: 'profile',
          label: 'Profile',
          content: (
            <SpaceBetween size="s">
              <Box color="text-body-secondary">
                Put this into the file ~/.aws/credentials and use it with <span className="mono">--profile</span>.
              </Box>
              <Code text={profileForm(credentials, settings)} />
            </SpaceBetween>
          ),
        },
        {
          id: 'single',
          label: 'Single values',
          content: (
            <SpaceBetween size="m">
              <Value label="Access key id" value={credentials.accessKeyId} />
              <Value label="Secret access key" value={credentials.secretAccessKey} />
              <Value label="Session token" value={credentials.sessionToken} />
              <Value label="Endpoint" value={location.origin} />
            </SpaceBetween>
          ),
        },
      ]}
    />
  )
}

function Code({ text }: { text: string }) {
  return (
    <SpaceBetween size="xs">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, which a keyboard must be able to do */}
      <pre className="code-block" tabIndex={0}>
        {text}
      </pre>
      <CopyToClipboard copyButtonText="Copy" textToCopy={text} copySuccessText="Copied" copyErrorText="Could not copy" />
    </SpaceBetween>
  )
}

function Value({ label, value }: { label: string; value: string }) {
  return (
    <FormField label={label}>
      <Code text={value} />
    </FormField>
  )
}
