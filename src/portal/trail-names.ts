export type CredentialType = 'PASSWORD' | 'TOTP' | 'WEBAUTHN' | 'EXTERNAL_IDP'

export interface PortalEvent {
  readonly source: 'signin' | 'sso'
  readonly name: string
  /** What was proven with; when the sign-in is through with it, that is an event too. */
  readonly credential?: CredentialType | ((body: unknown) => CredentialType)
  readonly readOnly?: boolean
}

const factorOf = (body: unknown): CredentialType => (typeof body === 'object' && body !== null && 'passkey' in body ? 'WEBAUTHN' : 'TOTP')

/** How the trail calls what people do at the portal, by method and route. Every route that changes something has its row. */
export const portalEvents: Readonly<Record<string, PortalEvent | undefined>> = {
  'POST /sign-in': { source: 'signin', name: 'CredentialVerification', credential: 'PASSWORD' },
  'POST /new-password': { source: 'sso', name: 'UpdatePassword', credential: 'PASSWORD' },
  'POST /change-password': { source: 'sso', name: 'UpdatePassword' },
  'POST /forgotten-password': { source: 'sso', name: 'RequestPasswordReset' },
  'POST /reset-password/check': { source: 'sso', name: 'CheckPasswordReset', readOnly: true },
  'POST /reset-password': { source: 'sso', name: 'ResetPassword' },
  'POST /external/:id/sign-in': { source: 'signin', name: 'CredentialChallenge', credential: 'EXTERNAL_IDP' },
  'POST /external/:id/acs': { source: 'signin', name: 'CredentialVerification', credential: 'EXTERNAL_IDP' },
  'GET /external/:id/finish': { source: 'signin', name: 'UserAuthentication', credential: 'EXTERNAL_IDP' },
  'GET /external/:id/callback': { source: 'signin', name: 'CredentialVerification', credential: 'EXTERNAL_IDP' },
  'POST /sign-out': { source: 'sso', name: 'Logout' },
  'POST /sign-out-everywhere': { source: 'sso', name: 'LogoutEverywhere' },
  'DELETE /command-lines/:id': { source: 'sso', name: 'EndCommandLine' },
  'DELETE /sessions/:id': { source: 'sso', name: 'DeleteSession' },
  'POST /device-authorizations': { source: 'sso', name: 'DecideDeviceAuthorization' },
  'POST /authorizations': { source: 'sso', name: 'DecideAuthorization' },
  'POST /passkey/challenge': { source: 'signin', name: 'CredentialChallenge', readOnly: true },
  'POST /passkey/sign-in': { source: 'signin', name: 'CredentialVerification', credential: 'WEBAUTHN' },
  'POST /mfa/challenge': { source: 'signin', name: 'CredentialChallenge', readOnly: true },
  'POST /mfa/verify': { source: 'signin', name: 'CredentialVerification', credential: factorOf },
  'POST /mfa/prove': { source: 'signin', name: 'CredentialVerification' },
  'POST /mfa-devices/totp': { source: 'sso', name: 'StartVirtualMfaDeviceRegistration' },
  'POST /mfa-devices/totp/:id/confirm': { source: 'sso', name: 'CompleteVirtualMfaDeviceRegistration', credential: 'TOTP' },
  'POST /mfa-devices/passkey': { source: 'sso', name: 'StartWebAuthnDeviceRegistration' },
  'POST /mfa-devices/passkey/:id/confirm': { source: 'sso', name: 'CompleteWebAuthnDeviceRegistration', credential: 'WEBAUTHN' },
  'PATCH /mfa-devices/:id': { source: 'sso', name: 'UpdateMfaDeviceForUser' },
  'DELETE /mfa-devices/:id': { source: 'sso', name: 'DeleteMfaDeviceForUser' },
  'DELETE /trusted-devices/:id': { source: 'sso', name: 'DeleteTrustedDevice' },
  'PUT /favourites/:accountId': { source: 'sso', name: 'PutFavouriteAccount' },
  'DELETE /favourites/:accountId': { source: 'sso', name: 'DeleteFavouriteAccount' },
  'POST /credentials': { source: 'sso', name: 'GetRoleCredentials', readOnly: true },
}
