import { useState } from 'react'
import { change, emptyForm, type Field, fields, findFieldProblem, findTagProblems, type LaunchForm } from './launch-form.ts'
import { usePreflight } from './use-preflight.ts'

/** Fields that each step owns; the review owns none. */
const stepFields: readonly (readonly Field[])[] = [
  ['AccountName', 'AccountEmail', 'ManagedOrganizationalUnit'],
  ['SSOUserFirstName', 'SSOUserLastName', 'SSOUserEmail'],
  ['provisionedProductName'],
  [],
]
const reviewStep = stepFields.length - 1
const tagStep = 2

/** The form's state: values, which fields have been left, what is wrong, and which step is shown. */
export function useLaunchForm() {
  const [form, setForm] = useState<LaunchForm>(emptyForm)
  const [left, setLeft] = useState<ReadonlySet<Field>>(new Set())
  const [step, setStep] = useState(0)
  const preflight = usePreflight(form)
  const { problems } = preflight
  const tagProblems = findTagProblems(form.tags)
  const set = (changed: Partial<LaunchForm>): void => setForm((old) => change(old, changed))
  const touch = (touched: readonly Field[]): void => setLeft((old) => new Set([...old, ...touched]))
  const anyProblem = (field: Field): string | undefined => findFieldProblem(form, field) ?? problems[field]
  const problemOf = (field: Field): string | undefined => {
    // An empty field is complained about when it was left, a wrong one at once.
    if (form[field] === '' && !left.has(field)) return undefined
    return anyProblem(field)
  }
  const show = (field: Field): void => {
    setStep(stepFields.findIndex((own) => own.includes(field)))
    requestAnimationFrame(() => focusField(field))
  }
  const goTo = (requested: number): void => {
    const before = requested > step ? stepFields.slice(0, requested).flat() : []
    touch(before)
    const bad = before.find((field) => anyProblem(field) !== undefined)
    if (bad !== undefined) show(bad)
    else setStep(requested > tagStep && tagProblems.some((problem) => problem !== undefined) ? tagStep : requested)
  }
  const allSound = (): boolean => {
    const sound = fields.every((field) => anyProblem(field) === undefined)
    if (!sound) goTo(reviewStep)
    return sound
  }
  const options = { form, set, problemOf, onLeave: (field: Field) => form[field] !== '' && touch([field]) }
  const onReview = step === reviewStep
  return { form, set, step, setStep, goTo, show, allSound, preflight, tagProblems, onReview, options }
}

/** Its label must be seen too, so the browser's own scrolling would not do. */
function focusField(field: Field): void {
  const input = document.getElementById(`field-${field}`)
  input?.focus({ preventScroll: true })
  input?.scrollIntoView({ block: 'center' })
}
