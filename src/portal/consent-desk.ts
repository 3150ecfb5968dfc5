import type { OperationContext } from '../access/context.ts'

/** What the portal's pages ask and tell of programs that want to act for a person; the server hands it in. */
export interface ConsentDesk {
  describeDeviceRequest(context: OperationContext, userId: string, userCode: string): Promise<object>
  decideDeviceRequest(context: OperationContext, approver: Approver, decision: { userCode: string; allow: boolean }): Promise<object>
  /** An address to send the browser back to when the request cannot be asked; throws when it is to be sent nowhere. */
  refuseAuthorization(context: OperationContext, request: AuthorizationParameters): Promise<string | undefined>
  describeAuthorization(context: OperationContext, request: AuthorizationParameters): Promise<object>
  decideAuthorization(
    context: OperationContext,
    approver: Approver,
    decision: { request: AuthorizationParameters; allow: boolean },
  ): Promise<{ redirect: string }>
}

/** Who answers, and how they proved who they are. */
export interface Approver {
  readonly userId: string
  readonly mfaPresent?: boolean
  readonly authenticatedAt: string
}

/** Of OAuth's authorization endpoint, by their names there. */
export interface AuthorizationParameters {
  readonly response_type?: string | undefined
  readonly client_id?: string | undefined
  readonly redirect_uri?: string | undefined
  readonly state?: string | undefined
  readonly code_challenge?: string | undefined
  readonly code_challenge_method?: string | undefined
  readonly scopes?: string | undefined
}
