/** The sections of an AWS configuration file: `[name]`, `key = value`, comments with # or ;. Nested (indented) values are left out. */
export function parseIni(text: string): Record<string, Record<string, string>> {
  const sections: Record<string, Record<string, string>> = Object.create(null)
  let section: Record<string, string> | undefined
  for (const line of text.split(/\r?\n/)) {
    const header = /^\[\s*(.+?)\s*\]/.exec(line)
    if (header) {
      const name = (header[1] ?? '').replace(/\s+/g, ' ')
      section = sections[name] ??= Object.create(null) as Record<string, string>
      continue
    }
    const pair = /^([^\s#;=][^=]*?)\s*=\s*(.*?)\s*$/.exec(line)
    if (pair && section) section[(pair[1] ?? '').toLowerCase()] = (pair[2] ?? '').replace(/\s+[#;].*$/, '')
  }
  return sections
}
