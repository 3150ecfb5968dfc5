import { describe, expect, test } from 'vitest'
import { Fault } from '../fault.ts'
import { sortFailure } from './failures.ts'

const awsError = (name: string, httpStatusCode: number): Error =>
  Object.assign(new Error(`said ${name}`), { name, $metadata: { httpStatusCode } })

describe('what a step throws', () => {
  test.each([
    awsError('ThrottlingException', 400),
    awsError('TooManyRequestsException', 400),
    awsError('ConcurrentModificationException', 400),
    awsError('Unheard', 503),
    awsError('Unheard', 429),
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    new Fault('ServiceException', 'later'),
  ])('is tried again when it passes: %s', (error) => {
    expect(sortFailure(error).kind).toBe('try-again')
  })

  test.each([
    awsError('AccessDeniedException', 400),
    awsError('ConstraintViolationException', 400),
    new Fault('EMAIL_ALREADY_EXISTS', 'used'),
  ])('ends the request with its own code and text when it does not pass: %s', (error) => {
    expect(sortFailure(error)).toMatchObject({ kind: 'give-up', code: error.name, message: error.message })
  })

  test('shows nothing of a fault of ours', () => {
    expect(sortFailure(new TypeError("cannot read 'secret'"))).toMatchObject({
      code: 'InternalFailure',
      message: expect.not.stringContaining('secret'),
    })
  })
})
