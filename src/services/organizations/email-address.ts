/**
 * Whether Organizations takes this as an account's e-mail address. The model's pattern lets more through;
 * the rules are those of CreateAccount's documentation, checked there after the request was accepted.
 */
export function isAccountEmail(email: string): boolean {
  if (email.length < 6 || email.length > 64 || !/^[\x21-\x7e]+$/.test(email)) return false
  const [local, domain, ...more] = email.split('@')
  if (!local || !domain || more.length > 0) return false
  if (local.startsWith('.') || /["'()<>[\]:;,\\|%&]/.test(local)) return false
  return /^[A-Za-z0-9.-]+$/.test(domain) && domain.includes('.') && !/^[-.]|[-.]$/.test(domain)
}
