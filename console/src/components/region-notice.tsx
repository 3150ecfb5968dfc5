import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { currentRegion, setCurrentRegion } from '../app/role.ts'
import { useSession } from '../app/session.ts'

/** True while another than the home Region is chosen; products live in the home Region only. */
export function useForeignRegion(): boolean {
  const session = useSession()
  const region = currentRegion()
  return session.data !== undefined && region !== undefined && region !== session.data.homeRegion
}

/** Says that there is nothing to see in this Region, and leads home. */
export function RegionNotice() {
  const session = useSession()
  const home = session.data?.homeRegion ?? ''
  const switchHome = (): void => {
    setCurrentRegion(home)
    location.reload()
  }
  return (
    <Alert type="info" header={`The landing zone lives in ${home}`} action={<Button onClick={switchHome}>Switch to {home}</Button>}>
      Account Factory and its provisioned products are shown in the home Region only; you have {currentRegion()} chosen.
    </Alert>
  )
}
