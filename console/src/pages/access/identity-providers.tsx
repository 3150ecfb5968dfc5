import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { type IdentitySource, identityApi, type PasswordSignIn, type Provider, sourceKey } from './identity-api.ts'
import { ProviderCard } from './identity-provider-card.tsx'
import { ProviderForm } from './identity-provider-form.tsx'
import { Provisioning } from './provisioning.tsx'

/** External identity providers: sign-in there, who may still use a password here, and provisioning by SCIM. */
export default function IdentityProviders() {
  const source = useQuery({ queryKey: sourceKey, queryFn: identityApi.source })
  const [edited, setEdited] = useState<Provider | 'new'>()
  const add = <Button onClick={() => setEdited('new')}>Add provider</Button>
  return (
    <ConsolePage title="Identity providers" breadcrumbs={[{ text: 'Access', href: '/console/access/users' }]}>
      <SpaceBetween size="l">
        <Header
          variant="h1"
          description="Let people sign in where your organization knows them already, and let that provider keep users and groups."
          actions={add}
        >
          Identity providers
        </Header>
        {source.isError && <LoadFailure error={source.error} onRetry={() => void source.refetch()} />}
        {source.isPending && <RowSkeletons rows={4} />}
        {source.data?.providers.length === 0 && (
          <Container>
            <Empty title="No identity provider" action={<Button onClick={() => setEdited('new')}>Add provider</Button>}>
              People sign in with the passwords kept here. Add an OpenID Connect or SAML 2.0 provider to offer “Continue with …”.
            </Empty>
          </Container>
        )}
        {source.data?.providers.map((provider) => (
          <ProviderCard key={provider.id} provider={provider} onEdit={() => setEdited(provider)} />
        ))}
        {source.data && source.data.providers.length > 0 && <Passwords source={source.data} />}
        <Provisioning />
      </SpaceBetween>
      {edited && <ProviderForm provider={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </ConsolePage>
  )
}

const choices = [
  { value: 'everyone', label: 'Everyone', description: 'Whoever has a password or passkey here may use it beside the identity provider.' },
  {
    value: 'administrator',
    label: 'The administrator only',
    description: 'The user admin keeps a way in for the day when the identity provider fails.',
  },
  { value: 'nobody', label: 'Nobody', description: 'While a provider is enabled. If it fails, nobody can sign in at the portal.' },
]

function Passwords({ source }: { source: IdentitySource }) {
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: identityApi.setPasswordSignIn,
    onSuccess: () => client.invalidateQueries({ queryKey: sourceKey }),
  })
  return (
    <Container
      header={
        <Header variant="h2" description="Or a passkey kept here. Counts while a provider is enabled; without one, everyone may.">
          Who may sign in with a password
        </Header>
      }
    >
      <SpaceBetween size="m">
        {save.error && <Alert type="error">{save.error.message}</Alert>}
        <RadioGroup
          ariaLabel="Who may sign in with a password"
          value={save.isPending ? (save.variables ?? source.passwordSignIn) : source.passwordSignIn}
          items={choices}
          onChange={({ detail }) => save.mutate(detail.value as PasswordSignIn)}
        />
      </SpaceBetween>
    </Container>
  )
}
