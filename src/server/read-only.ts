/** Verbs of operations that change nothing. */
const readingVerb = /^(Describe|Get|List|Search|Scan|Lookup|Is|Check|Head|Preflight|Simulate|BatchGet|Preview)/

/** Whether CloudTrail calls an operation read-only; all of STS is, for it changes nothing that stays. */
export function isReadOnly(service: string, operation: string): boolean {
  return service === 'sts' || readingVerb.test(operation)
}
