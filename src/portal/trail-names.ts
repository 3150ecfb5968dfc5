export type CredentialType = 'PASSWORD' | 'TOTP' | 'WEBAUTHN' | 'EXTERNAL_IDP'

export interface PortalEvent {
  readonly source: 'signin' | 'sso'
  readonly name: string
  /** What was proven with; when the sign-in is through with it, that is an event too. */
  readonly credential?: CredentialType
  readonly readOnly?: boolean
}

/** How the trail calls what people do at the portal, by method and route. Every route that changes something has its row. */
export const portalEvents: Readonly<Record<string, PortalEvent | undefined>> = {
  'POST /sign-in': { source: 'signin', name: 'CredentialVerification', credential: 'PASSWORD' },
  'POST /new-password': { source: 'sso', name: 'UpdatePassword', credential: 'PASSWORD' },
  'POST /change-password': { source: 'sso', name: 'UpdatePassword' },
  'POST /sign-out': { source: 'sso', name: 'Logout' },
  'POST /device-authorizations': { source: 'sso', name: 'DecideDeviceAuthorization' },
  'POST /authorizations': { source: 'sso', name: 'DecideAuthorization' },
  'POST /credentials': { source: 'sso', name: 'GetRoleCredentials', readOnly: true },
}
