import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import FormField from '@cloudscape-design/components/form-field'
import Modal from '@cloudscape-design/components/modal'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import Toggle from '@cloudscape-design/components/toggle'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { useNow } from '../../components/use-now.ts'
import { api } from '../../lib/api.ts'
import { formatDateTime } from '../../lib/format.ts'
import type { PortalAccount } from '../../lib/types.ts'
import { readAwsConfig, regionOf, startUrlOf } from './aws-config.ts'
import { bashForm, type Credentials, cmdForm, masked, powerShellForm, profileForm, ssoForm } from './credential-forms.ts'

/** Temporary credentials of a role in the forms that people paste, their secrets hidden until asked for. */
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

/** What each shell is called, and its form. */
const shells = {
  bash: { text: 'macOS and Linux', form: bashForm },
  powershell: { text: 'PowerShell', form: powerShellForm },
  cmd: { text: 'Command prompt', form: cmdForm },
}
type Shell = keyof typeof shells

function Forms({ credentials, profile }: { credentials: Credentials; profile: string }) {
  const [shell, setShell] = useState<Shell>('bash')
  const [shown, setShown] = useState(false)
  const [tab, setTab] = useState('variables')
  const settings = { profile, endpoint: location.origin }
  const code = (text: string) => <Code text={text} shown={shown ? text : masked(text, credentials)} />
  return (
    <SpaceBetween size="s">
      <Toggle checked={shown} onChange={({ detail }) => setShown(detail.checked)}>
        Show secrets
      </Toggle>
      <Tabs
        ariaLabel="Forms"
        i18nStrings={{ scrollLeftAriaLabel: 'Scroll left', scrollRightAriaLabel: 'Scroll right' }}
        tabs={[
          { id: 'sso', label: 'aws sso login', content: <SsoForm profile={profile} /> },
          {
            id: 'variables',
            label: 'Environment variables',
            content: (
              <SpaceBetween size="s">
                <SegmentedControl
                  label="Shell"
                  selectedId={shell}
                  options={Object.entries(shells).map(([id, { text }]) => ({ id, text }))}
                  onChange={({ detail }) => setShell(detail.selectedId as Shell)}
                />
                {code(shells[shell].form(credentials, settings))}
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
                {code(profileForm(credentials, settings))}
              </SpaceBetween>
            ),
          },
          {
            id: 'single',
            label: 'Single values',
            content: (
              <SpaceBetween size="m">
                <FormField label="Access key id">{code(credentials.accessKeyId)}</FormField>
                <FormField label="Secret access key">{code(credentials.secretAccessKey)}</FormField>
                <FormField label="Session token">{code(credentials.sessionToken)}</FormField>
                <FormField label="Endpoint">{code(location.origin)}</FormField>
              </SpaceBetween>
            ),
          },
        ]}
        activeTabId={tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
      />
    </SpaceBetween>
  )
}

/** Credentials that renew themselves: nothing to copy again in an hour. */
function SsoForm({ profile }: { profile: string }) {
  const config = useQuery({ queryKey: ['aws-config'], queryFn: readAwsConfig })
  if (config.isError) return <LoadFailure error={config.error} onRetry={() => void config.refetch()} />
  if (!config.data) return <RowSkeletons rows={3} />
  const [accountId = '', ...role] = profile.split('_')
  const text = ssoForm({
    profile,
    accountId,
    roleName: role.join('_'),
    startUrl: startUrlOf(config.data),
    region: regionOf(config.data),
    endpoint: location.origin,
  })
  return (
    <SpaceBetween size="s">
      <Box color="text-body-secondary">
        Put this into the file ~/.aws/config, then run <span className="mono">aws sso login --profile {profile}</span>. The credentials
        renew themselves.
      </Box>
      <Code text={text} shown={text} />
    </SpaceBetween>
  )
}

/** What is copied may be shown with its secrets hidden. */
function Code({ text, shown }: { text: string; shown: string }) {
  return (
    <SpaceBetween size="xs">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, which a keyboard must be able to do */}
      <pre className="code-block" tabIndex={0}>
        {shown}
      </pre>
      <CopyToClipboard copyButtonText="Copy" textToCopy={text} copySuccessText="Copied" copyErrorText="Could not copy" />
    </SpaceBetween>
  )
}
