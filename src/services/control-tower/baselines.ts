// The baselines that Control Tower has, with AWS's ids and descriptions (answer of ListBaselines) in AWS's order.

export interface Baseline {
  readonly id: string
  readonly name: string
  readonly description: string
}

export const awsControlTowerBaselineId = '17BSJV3IGJ2QSGA2'
export const identityCenterBaselineId = 'LN25R72TTG6IGPTQ'
export const auditBaselineId = '4T4HA1KMO10S6311'
export const logArchiveBaselineId = 'J8HX46AHS5MIKQPD'

export const baselines: readonly Baseline[] = [
  {
    id: auditBaselineId,
    name: 'AuditBaseline',
    description: 'Sets up resources to monitor security and compliance of accounts in your organization.',
  },
  {
    id: 'A6EEAE10F08193F2',
    name: 'CentralSecurityRolesBaseline',
    description: 'Sets up central resources for security monitoring within your organization.',
  },
  {
    id: logArchiveBaselineId,
    name: 'LogArchiveBaseline',
    description: 'Sets up a central repository for logs of API activities and resource configurations from accounts in your organization.',
  },
  {
    id: identityCenterBaselineId,
    name: 'IdentityCenterBaseline',
    description:
      'Sets up shared resources for AWS Identity Center, which prepares the AWSControlTowerBaseline to set up Identity Center access for accounts.',
  },
  {
    id: awsControlTowerBaselineId,
    name: 'AWSControlTowerBaseline',
    description:
      'Sets up resources and mandatory controls for member accounts within the target OU, required for AWS Control Tower governance.',
  },
  {
    id: '3WPD0NA6TJ9AOMU2',
    name: 'BackupCentralVaultBaseline',
    description: 'Sets up a central AWS Backup vault in your organization.',
  },
  { id: 'H6C5JFCJJ3CPU3J5', name: 'BackupAdminBaseline', description: 'Sets up AWS Backup Audit Manager.' },
  {
    id: 'APO9ATVPBKFRRGLK',
    name: 'BackupBaseline',
    description: 'Sets up a local AWS Backup vault and attaches multiple AWS Backup plans.',
  },
  {
    id: 'YX7VMZML5IG8EJUD',
    name: 'CentralConfigBaseline',
    description: 'Sets up central resources for compliance monitoring and auditing within your organization using AWS Config.',
  },
  {
    id: '1QBGH2G48YVGDQ3Y',
    name: 'ConfigBaseline',
    description:
      'Sets up AWS Config resources for member accounts within the target OU, required for Detective Controls enablement. The resources set up are a subset of resources of AWSControlTowerBaseline.',
  },
]

/** Versions of AWSControlTowerBaseline. */
export const baselineVersions: readonly string[] = ['1.0', '2.0', '3.0', '4.0', '5.0']

/** The version of AWSControlTowerBaseline that goes with a landing zone version (Control Tower guide, "Baseline and landing zone versions"). */
export function baselineVersionFor(landingZoneVersion: string): string {
  const version = Number(landingZoneVersion)
  if (version < 2.8) return '1.0'
  if (version < 3.0) return '2.0'
  if (version < 3.2) return '3.0'
  return version < 4.0 ? '4.0' : '5.0'
}

export const baselineArn = (region: string, id: string): string => `arn:aws:controltower:${region}::baseline/${id}`

/** The baseline with this ARN, when it is one of the Region. */
export function findBaseline(region: string, arn: string): Baseline | undefined {
  return baselines.find((baseline) => baselineArn(region, baseline.id) === arn)
}
