import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useId, useRef } from 'react'
import './policy-editor.css'
import { lineAndColumn, type Problem, placeOfComplaint, readJson } from './read-json.ts'

interface PolicyEditorOptions {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly maxCharacters: number
  /** What the server said of this content. */
  readonly complaint: string | undefined
  readonly readOnly?: boolean
  /** What no text at all means, where there may be none. */
  readonly whenEmpty?: string
}

const fewestRows = 14

/** The text of a policy with its lines numbered. What is no JSON is told while one types, the server's complaint at the line that it is about. */
export function PolicyEditor({ value, onChange, maxCharacters, complaint, readOnly = false, whenEmpty }: PolicyEditorOptions) {
  const area = useRef<HTMLTextAreaElement>(null)
  const messageId = useId()
  const isEmpty = whenEmpty !== undefined && value.trim() === ''
  const problem = isEmpty ? undefined : problemOf(value, complaint)
  const place = problem && problem.offset >= 0 ? lineAndColumn(value, problem.offset) : undefined
  const lines = value.split('\n').length
  const goThere = (): void => {
    if (!problem) return
    area.current?.focus()
    area.current?.setSelectionRange(problem.offset, problem.offset + 1)
  }
  return (
    <div>
      <div className={`policy-editor${problem ? ' policy-editor-invalid' : ''}`}>
        <div className="policy-lines" aria-hidden>
          {Array.from({ length: Math.max(lines, fewestRows) }, (_, index) => (
            <div key={index} className={place?.line === index + 1 ? 'policy-line-bad' : undefined}>
              {index < lines ? index + 1 : ''}
            </div>
          ))}
        </div>
        <textarea
          ref={area}
          aria-label="Content of the policy"
          aria-invalid={problem !== undefined}
          aria-describedby={messageId}
          value={value}
          readOnly={readOnly}
          rows={Math.max(lines, fewestRows)}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          onChange={({ target }) => onChange(target.value)}
        />
      </div>
      <div id={messageId} className="policy-message" aria-live="polite">
        {problem ? (
          <StatusIndicator type="error" wrapText>
            {place && `Line ${place.line}, column ${place.column}: `}
            {problem.message}
          </StatusIndicator>
        ) : (
          <StatusIndicator type={isEmpty ? 'info' : 'success'}>{isEmpty ? whenEmpty : 'Valid JSON'}</StatusIndicator>
        )}
        {place && !readOnly && (
          <Link variant="secondary" onFollow={goThere}>
            Go there
          </Link>
        )}
      </div>
      <Box variant="small" color={value.length > maxCharacters ? 'text-status-error' : 'text-body-secondary'}>
        {value.length.toLocaleString('en')} of {maxCharacters.toLocaleString('en')} characters
      </Box>
    </div>
  )
}

/** A complaint without a place has the offset -1. */
function problemOf(value: string, complaint: string | undefined): Problem | undefined {
  const { problem } = readJson(value)
  if (problem || complaint === undefined) return problem
  return { offset: placeOfComplaint(value, complaint) ?? -1, message: complaint }
}
