/** The principal behind a request, as sts:GetCallerIdentity would name it. */
export interface Caller {
  /** `anonymous`: of an operation that takes no signature. */
  readonly type: 'iam-user' | 'assumed-role' | 'federated-user' | 'service' | 'anonymous'
  readonly accountId: string
  /** `arn:aws:iam::<account>:user/<name>` or `arn:aws:sts::<account>:assumed-role/<role>/<session>`. */
  readonly arn: string
  /** The ARN that policies and portfolio principals name: the user's, or the role's `arn:aws:iam::<account>:role/<path><role>`. */
  readonly principalArn: string
  /** `AIDA…` or `AROA…:<session>`. */
  readonly userId: string
  readonly accessKeyId: string
  /** JSON documents that narrow the session further (AssumeRole's Policy and PolicyArns). */
  readonly sessionPolicies?: readonly string[]
  /** Tags of the session by their keys, as it was begun with: `aws:PrincipalTag/<key>`. */
  readonly sessionTags?: Readonly<Record<string, string>>
  /** Those of them that go along into the next role. */
  readonly transitiveTagKeys?: readonly string[]
  /** Stays the same from role to role. */
  readonly sourceIdentity?: string
  /** What policies can ask of whom a SAML provider let into the session: `saml:sub`, `saml:sub_type`, `saml:namequalifier`. */
  readonly samlKeys?: Readonly<Record<string, readonly string[]>>
  /** ISO 8601: when the session's credentials were made. */
  readonly tokenIssuedAt?: string
  /** The person behind the session gave a second factor at the portal: `aws:MultiFactorAuthPresent`. */
  readonly mfaPresent?: boolean
  /** ISO 8601: when the person last proved there who they are. */
  readonly authenticatedAt?: string
  /** Id of the person in the identity store, when the session is a person's. */
  readonly personId?: string
  readonly sourceIp: string
  /** The client's own description of itself. */
  readonly userAgent?: string | undefined
}
