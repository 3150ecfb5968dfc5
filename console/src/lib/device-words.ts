const browsers: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
  [/\baws-cli\//, 'AWS CLI'],
  [/\b(aws-sdk|Boto3|Botocore)/i, 'AWS SDK'],
  [/\bcurl\//, 'curl'],
]

const systems: ReadonlyArray<readonly [RegExp, string]> = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/i, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\b(Mac OS X|macOS|Darwin)\b/i, 'macOS'],
  [/\bLinux\b/i, 'Linux'],
]

/** A browser's description of itself in words: `Firefox on Windows`. */
export function deviceOf(userAgent: string): string {
  const find = (known: typeof browsers): string | undefined => known.find(([pattern]) => pattern.test(userAgent))?.[1]
  const browser = find(browsers)
  const system = find(systems)
  if (browser && system) return `${browser} on ${system}`
  return browser ?? system ?? (userAgent.split(/[/\s]/)[0] || 'Unknown device')
}

/** How somebody proved who they are, as sessions say it: `password+totp`. */
export function methodOf(method: string): string {
  const words: Readonly<Record<string, string>> = { password: 'Password', totp: 'authenticator app', passkey: 'passkey' }
  return method
    .split('+')
    .map((part) => words[part] ?? part)
    .join(' and ')
    .replace(/^./, (first) => first.toUpperCase())
}
