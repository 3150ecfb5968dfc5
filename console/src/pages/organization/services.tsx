import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { ConsolePage } from '../../app/shell.tsx'
import { DelegatedAdministrators } from './delegated-administrators.tsx'
import { TrustedServices } from './trusted-services.tsx'

/** Which services of AWS may work in the organization, and which accounts administer them. */
export default function Services() {
  return (
    <ConsolePage title="Services" breadcrumbs={[{ text: 'Organization', href: '/console/organization' }]}>
      <SpaceBetween size="l">
        <Header variant="h1" description="Services that work in every account of the organization, and the accounts that administer them.">
          Services
        </Header>
        <TrustedServices />
        <DelegatedAdministrators />
      </SpaceBetween>
    </ConsolePage>
  )
}
