import Alert from '@cloudscape-design/components/alert'
import Badge from '@cloudscape-design/components/badge'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Described } from '../../components/described.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { api } from '../../lib/api.ts'
import { deviceOf } from '../../lib/device-words.ts'
import { formatDate } from '../../lib/format.ts'
import { useAttempt } from './add-mfa-device.tsx'
import type { TrustedDevice } from './mfa-api.ts'

/** Browsers that are not asked for a second factor each time; nothing while there are none. */
export function TrustedDeviceList() {
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['trusted-devices'],
    queryFn: () => api.get<{ devices: TrustedDevice[] }>('/portal/trusted-devices'),
  })
  const { busy, failure, attempt } = useAttempt()
  const forget = (id: string): Promise<void> =>
    attempt(async () => {
      await api.delete(`/portal/trusted-devices/${id}`)
      await client.invalidateQueries({ queryKey: ['trusted-devices'] })
    })
  const devices = query.data?.devices ?? []
  if (query.isError) return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />
  if (devices.length === 0) return null
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${devices.length})`} description="Here you are not asked for a second factor each time.">
          Trusted devices
        </Header>
      }
    >
      {failure && <Alert type="error">{failure}</Alert>}
      <ul className="account-list">
        {devices.map(({ id, userAgent, address, current, createdAt, expiresAt }) => (
          <li className="choice-row" key={id}>
            <Described
              title={
                <>
                  {deviceOf(userAgent)} {current && <Badge color="blue">This device</Badge>}
                </>
              }
            >
              {address} · trusted {formatDate(createdAt)} · until {formatDate(expiresAt)}
            </Described>
            <Button disabled={busy} onClick={() => void forget(id)} ariaLabel={`Forget ${deviceOf(userAgent)} at ${address}`}>
              Forget
            </Button>
          </li>
        ))}
      </ul>
    </Container>
  )
}
