import type { Event } from '../../../../src/wire/models/cloudtrail.ts'

/** What the pages show of a record of CloudTrail's. */
export interface TrailRecord {
  readonly eventID: string
  readonly eventName: string
  readonly eventTime: string
  readonly eventSource: string
  readonly awsRegion: string
  readonly sourceIPAddress: string
  readonly userAgent: string
  readonly readOnly: boolean
  readonly errorCode?: string
  readonly errorMessage?: string
  readonly userIdentity: { readonly type: string; readonly arn?: string; readonly accessKeyId?: string; readonly invokedBy?: string }
  readonly resources?: readonly { readonly ARN: string }[]
  /** Who, in a word. */
  readonly user: string
}

export function recordOf({ CloudTrailEvent = '{}', Username }: Event): TrailRecord {
  const record = JSON.parse(CloudTrailEvent)
  return { ...record, user: Username ?? record.userIdentity?.invokedBy ?? (record.userIdentity?.type === 'Unknown' ? 'Unknown' : '–') }
}
