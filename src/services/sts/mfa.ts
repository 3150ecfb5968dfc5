import { Fault } from '../../fault.ts'

/** Throws AccessDenied when a device is named: IAM users have no MFA devices here. */
export function refuseMfa({ SerialNumber, TokenCode }: { SerialNumber?: string; TokenCode?: string }): void {
  if (SerialNumber === undefined && TokenCode === undefined) return
  throw new Fault(
    'AccessDenied',
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
  )
}
