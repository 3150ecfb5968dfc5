// Which Regions AWS offers, and how an account stands to them ("Enable or disable AWS Regions", AWS Account Management reference).

/** Enabled in every account for good. */
const byDefault = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]

/** Disabled until somebody enables them. */
const optIn = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
]

export type RegionKind = 'by-default' | 'opt-in'

/** Every Region by name, in order. */
export const regions: ReadonlyMap<string, RegionKind> = new Map(
  [...byDefault.map((name) => [name, 'by-default'] as const), ...optIn.map((name) => [name, 'opt-in'] as const)].sort(([one], [other]) =>
    one < other ? -1 : 1,
  ),
)
