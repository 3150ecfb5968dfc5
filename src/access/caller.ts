/** The principal behind a request, as sts:GetCallerIdentity would name it. */
export interface Caller {
  readonly type: 'iam-user' | 'assumed-role' | 'service'
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
  /** Id of the person in the identity store, when the session is a person's. */
  readonly personId?: string
  readonly sourceIp: string
  /** The client's own description of itself. */
  readonly userAgent?: string | undefined
}
