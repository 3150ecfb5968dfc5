import { fetchOrFail } from '../../lib/api.ts'

export async function readAwsConfig(): Promise<string> {
  const response = await fetchOrFail('/api/portal/aws-config', {})
  if (!response.ok) throw new Error('The config could not be read.')
  return response.text()
}

/** Puts the whole `~/.aws/config` on the clipboard, if the browser allows it. */
export async function copyAwsConfig(): Promise<'copied' | 'failed'> {
  try {
    await navigator.clipboard.writeText(await readAwsConfig())
    return 'copied'
  } catch {
    return 'failed'
  }
}

/** The start URL that command lines take, out of such a file. */
export function startUrlOf(config: string): string {
  return /^sso_start_url = (.+)$/m.exec(config)?.[1] ?? ''
}

export function regionOf(config: string): string {
  return /^sso_region = (.+)$/m.exec(config)?.[1] ?? ''
}
