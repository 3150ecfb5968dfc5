import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Confirm } from '../../components/confirm.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { formatDateTime } from '../../lib/format.ts'
import { identityApi, inputOf, type Provider, sourceKey } from './identity-api.ts'

export const attributeLabels = { email: 'e-mail address', userName: 'user name', externalId: 'external id' } as const

/** One provider: what it has to know of us, how people are found, and what can be done with it. */
export function ProviderCard({ provider, onEdit }: { provider: Provider; onEdit: () => void }) {
  const client = useQueryClient()
  const narrow = useNarrow()
  const [leaving, setLeaving] = useState(false)
  const refresh = () => client.invalidateQueries({ queryKey: sourceKey })
  const test = useMutation({ mutationFn: () => identityApi.test(provider.id) })
  const toggle = useMutation({
    mutationFn: () => identityApi.replace(provider.id, { ...inputOf(provider), enabled: !provider.enabled }),
    onSuccess: refresh,
  })
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      <Button loading={test.isPending} loadingText="Testing" onClick={() => test.mutate()}>
        Test connection
      </Button>
      <Button loading={toggle.isPending} onClick={() => toggle.mutate()}>
        {provider.enabled ? 'Disable' : 'Enable'}
      </Button>
      <Button onClick={onEdit}>Edit</Button>
      <Button onClick={() => setLeaving(true)}>Remove</Button>
    </SpaceBetween>
  )
  return (
    <Container
      header={
        <Header variant="h2" description={provider.kind === 'oidc' ? 'OpenID Connect' : 'SAML 2.0'} actions={actions}>
          {provider.name}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {(test.error ?? toggle.error) && <Alert type="error">{(test.error ?? toggle.error)?.message}</Alert>}
        {test.data && (
          <Alert type={test.data.ok ? 'success' : 'error'} header={test.data.ok ? 'The provider answers' : 'The test failed'}>
            {test.data.checks.map(({ name, detail }) => (
              <div key={name + detail}>
                {name}: {detail}
              </div>
            ))}
          </Alert>
        )}
        <KeyValuePairs columns={narrow ? 1 : 2} items={[...describe(provider), ...common(provider)]} />
      </SpaceBetween>
      {leaving && <Remove provider={provider} onClose={() => setLeaving(false)} />}
    </Container>
  )
}

function common({ enabled, matchClaim, matchAttribute, createUsers }: Provider): KeyValuePairsProps.Item[] {
  return [
    {
      label: 'State',
      value: (
        <StatusIndicator type={enabled ? 'success' : 'stopped'}>{enabled ? 'Offered on the sign-in page' : 'Disabled'}</StatusIndicator>
      ),
    },
    {
      label: 'People are found by',
      value: `${matchClaim} → ${attributeLabels[matchAttribute]}${createUsers ? '; unknown ones are created' : ''}`,
    },
  ]
}

function describe(provider: Provider): KeyValuePairsProps.Item[] {
  const copied = (label: string, value: string) => ({ label, value: <CopyId value={value} what={label} wraps /> })
  if (provider.kind === 'oidc') {
    return [
      copied('Redirect URI, for the provider', provider.redirectUri),
      copied('Issuer', provider.issuer),
      copied('Client id', provider.clientId),
      { label: 'Client secret', value: provider.hasClientSecret ? 'Set, and shown to nobody' : 'None (public client)' },
    ]
  }
  return [
    copied('Assertion consumer service (ACS) URL, for the provider', provider.acsUrl),
    copied('Our entity id and metadata, for the provider', provider.metadataUrl),
    copied('Entity id of the provider', provider.entityId),
    copied('Sign-in address', provider.signInUrl),
    {
      label: 'Signing certificates',
      value: provider.certificates.map(({ subject, fingerprint, expiresAt }) => (
        <div key={fingerprint}>
          {subject}, until {formatDateTime(expiresAt)}
        </div>
      )),
    },
    { label: 'Sign-in that begins at the provider', value: provider.allowIdpInitiated ? 'Allowed' : 'Refused' },
  ]
}

function Remove({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => identityApi.remove(provider.id),
    onSuccess: () => {
      onClose()
      return client.invalidateQueries({ queryKey: sourceKey })
    },
  })
  return (
    <Confirm title={`Remove ${provider.name}?`} action="Remove" mutation={remove} onClose={onClose}>
      Nobody signs in there any more. Users stay, and sessions that began there go on until they end.
    </Confirm>
  )
}
