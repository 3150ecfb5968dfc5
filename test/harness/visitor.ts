/** A browser without a screen: keeps the cookies of each host apart and goes no further than it is told. */
export class Visitor {
  readonly #jars = new Map<string, Map<string, string>>()

  cookies(url: string): Map<string, string> {
    const { host } = new URL(url)
    const jar = this.#jars.get(host) ?? new Map<string, string>()
    this.#jars.set(host, jar)
    return jar
  }

  async fetch(url: string, options: RequestInit = {}): Promise<Response> {
    const jar = this.cookies(url)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { redirect: 'manual', ...options, headers: { ...options.headers, ...(cookie && { cookie }) } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }

  /** Follows redirects until an address that `ends`, which is not asked any more, or until there is none. */
  async follow(url: string, ends: (url: string) => boolean): Promise<string> {
    let at = url
    for (let hops = 0; hops < 15; hops++) {
      if (ends(at)) return at
      const response = await this.fetch(at)
      const location = response.headers.get('location')
      if (!location) return at
      at = new URL(location, at).href
    }
    throw new Error(`${url} leads round in a circle`)
  }
}
