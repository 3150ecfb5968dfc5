import type { OperationContext } from '../../access/context.ts'
import type { ProvisioningArtifactDetail } from '../../wire/models/servicecatalog.ts'
import { called, invalid, notFound, type Reference } from './faults.ts'
import { artifactsOf } from './products.ts'
import type { ProvisioningArtifactRow } from './tables.ts'

/** The version of that id or name; throws ResourceNotFoundException, or InvalidParametersException when several have the name. */
export async function getArtifact(context: OperationContext, productId: string, reference: Reference): Promise<ProvisioningArtifactRow> {
  const artifacts = await artifactsOf(context, productId)
  const [artifact, another] = artifacts.filter((row) =>
    reference.id === undefined ? row.name === reference.name : row.id === reference.id,
  )
  if (!artifact) throw notFound(`Provisioning Artifact with ${called(reference)} not found`)
  if (another) throw invalid(`Multiple Provisioning Artifact with ${called(reference)} found.`)
  return artifact
}

/** Throws unless the version may be launched; the first text is AWS's for a version that is being made. */
export function checkLaunchable(artifact: ProvisioningArtifactRow): void {
  if (artifact.status !== 'AVAILABLE') throw invalid(`Package is in state ${artifact.status}, but must be in state AVAILABLE`)
  if (!artifact.active) {
    throw invalid(`Provisioning Artifact with id ${artifact.id} is not active. Choose a version that DescribeProduct lists.`)
  }
}

export function provisioningArtifactDetail(row: ProvisioningArtifactRow): ProvisioningArtifactDetail {
  return {
    Id: row.id,
    Name: row.name,
    Description: row.description,
    Type: row.type,
    CreatedTime: row.created_at,
    Active: row.active,
    Guidance: row.guidance,
  }
}
