/** RFC 3986, as SigV4 and labels of a path want it: encodeURIComponent leaves !'()* as they are. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
