import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import { usePasswordOptions } from './password-options.ts'

/** A new password, typed twice. `check` marks what is wrong and tells whether it may be sent; the server decides. */
export function useNewPassword() {
  const options = usePasswordOptions()
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const judged = (options.data?.rules ?? []).map(({ text, pattern }) => ({
    text: text.charAt(0).toUpperCase() + text.slice(1),
    holds: pattern === undefined ? undefined : new RegExp(pattern).test(password),
  }))
  const fits = password !== '' && judged.every(({ holds }) => holds !== false)
  const check = (): boolean => {
    setTried(true)
    return fits && password === again
  }
  const reset = (): void => {
    setPassword('')
    setAgain('')
    setTried(false)
  }
  return { password, setPassword, again, setAgain, judged, check, reset, badPassword: tried && !fits, differs: tried && password !== again }
}

export function ChoosePassword({ chosen, autoFocus = false }: { chosen: ReturnType<typeof useNewPassword>; autoFocus?: boolean }) {
  const { password, setPassword, again, setAgain, judged, badPassword, differs } = chosen
  return (
    <SpaceBetween size="l">
      <div>
        <FormField label="New password" errorText={badPassword ? 'The password does not meet all rules.' : undefined}>
          <Input
            value={password}
            type="password"
            autoFocus={autoFocus}
            autoComplete="new-password"
            onChange={({ detail }) => setPassword(detail.value)}
          />
        </FormField>
        <ul className="rules" aria-label="Rules for passwords">
          {judged.map(({ text, holds }) => (
            <li key={text}>
              <StatusIndicator type={holds === undefined ? 'info' : holds ? 'success' : 'pending'}>{text}</StatusIndicator>
            </li>
          ))}
        </ul>
      </div>
      <FormField label="Repeat the new password" errorText={differs ? 'The passwords differ.' : undefined}>
        <Input value={again} type="password" autoComplete="new-password" onChange={({ detail }) => setAgain(detail.value)} />
      </FormField>
    </SpaceBetween>
  )
}
