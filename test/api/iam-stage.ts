import { IAMClient } from '@aws-sdk/client-iam'
import { startTestServer, type TestServer } from '../harness/server.ts'

export interface IamStage {
  readonly server: TestServer
  readonly iam: IAMClient
  readonly configuration: (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) => {
    endpoint: string
    region: string
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
    maxAttempts: number
  }
}

/** A server with a client that may do all in the management account. */
export async function createIamStage(): Promise<IamStage> {
  const server = await startTestServer()
  const configuration: IamStage['configuration'] = (credentials) => ({
    endpoint: server.url,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  })
  return { server, configuration, iam: new IAMClient(configuration(server.credentials)) }
}

export const trustOf = (principal: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] })

export const allowing = (action: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] })
