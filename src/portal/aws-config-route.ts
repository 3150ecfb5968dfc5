import { awsConfig } from './aws-config.ts'
import type { PortalAccount } from './portal-directory.ts'
import type { RouteScope } from './route-scope.ts'

/** More accounts than an organization has. */
const mostAccounts = 20_000

/** The whole `~/.aws/config` of who is signed in, as text. `startUrl` is the one that command lines take. */
export function registerAwsConfigRoute(scope: RouteScope, options: { startUrl: string | undefined }): void {
  const { fastify, portal, createContext, cookieOf } = scope
  fastify.get('/api/portal/aws-config', async (request, reply) => {
    const context = createContext(request)
    const { userId, userName } = await portal.signedIn(context, cookieOf(request))
    const accounts: PortalAccount[] = await portal.directory.listAccounts(context, { userId, limit: mostAccounts })
    const startUrl = options.startUrl ?? scope.startUrl
    const endpointUrl = new URL(scope.startUrl).origin
    const text = awsConfig({ userName, accounts, startUrl, region: context.settings.homeRegion, endpointUrl })
    return reply.type('text/plain; charset=utf-8').send(text)
  })
}
