/** The server's rules, shown while one types; the server decides. */
export const passwordRules: ReadonlyArray<{ readonly text: string; readonly holds: (password: string) => boolean }> = [
  { text: '8 to 64 characters', holds: (password) => password.length >= 8 && password.length <= 64 },
  { text: 'A lowercase letter', holds: (password) => /[a-z]/.test(password) },
  { text: 'An uppercase letter', holds: (password) => /[A-Z]/.test(password) },
  { text: 'A number', holds: (password) => /[0-9]/.test(password) },
  { text: 'A character that is neither letter nor number', holds: (password) => /[^A-Za-z0-9]/.test(password) },
]
