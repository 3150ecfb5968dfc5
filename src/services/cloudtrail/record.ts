import type { TrailEvent } from '../../access/trail.ts'

/** One that says where it stands. */
export type WholeEvent = TrailEvent & { readonly accountId: string; readonly region: string }

const largestPart = 20_000

/** The event in CloudTrail's record form, version 1.11. Parts too large to keep say so, as CloudTrail's own do. */
export function recordOf(event: WholeEvent, eventId: string, eventTime: Date): Record<string, unknown> {
  const { error } = event
  return {
    eventVersion: '1.11',
    userIdentity: event.userIdentity,
    // CloudTrail's times have whole seconds.
    eventTime: `${eventTime.toISOString().slice(0, 19)}Z`,
    eventSource: event.eventSource,
    eventName: event.eventName,
    awsRegion: event.region,
    sourceIPAddress: event.sourceIp,
    userAgent: event.userAgent?.slice(0, 1024) ?? '',
    ...(error && { errorCode: error.code, errorMessage: error.message.slice(0, 1024) }),
    requestParameters: bounded(event.requestParameters),
    responseElements: bounded(event.responseElements),
    ...(event.additionalEventData !== undefined && { additionalEventData: event.additionalEventData }),
    ...(event.serviceEventDetails !== undefined && { serviceEventDetails: event.serviceEventDetails }),
    requestID: event.requestId,
    eventID: eventId,
    readOnly: event.readOnly,
    ...(event.resources?.length && { resources: event.resources.map((ARN) => ({ ARN, accountId: ARN.split(':')[4] || event.accountId })) }),
    eventType: event.eventType ?? 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: event.accountId,
    eventCategory: 'Management',
  }
}

function bounded(part: unknown): unknown {
  if (part === undefined || part === null) return null
  const originalSize = JSON.stringify(part).length
  return originalSize > largestPart ? { omitted: true, originalSize, reason: 'The content is too large to be kept.' } : part
}
