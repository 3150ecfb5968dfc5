import fc from 'fast-check'

// What an organization should be after a sequence of changes, kept beside the real one: who lies where, and by which error AWS refuses a
// change. It knows nothing of tables.

const dayMs = 86_400_000
export const closingMs = 3_600_000
const postClosureMs = 90 * dayMs
const invitationMs = 15 * dayMs
const maxDepth = 5
const maxTags = 50
/** Accounts of an organization, the management account included; small, so that it is met. */
export const accountQuota = 7
const closedAtOnce = 3

/** Accounts and places are indexes into everything that there is or was. */
export type Change =
  | { readonly type: 'create unit'; readonly parent: number; readonly name: string }
  | { readonly type: 'rename unit'; readonly unit: number; readonly name: string }
  | { readonly type: 'delete unit'; readonly unit: number }
  | { readonly type: 'move'; readonly account: number; readonly from: number | undefined; readonly to: number }
  | { readonly type: 'create account' }
  | { readonly type: 'close' | 'leave' | 'remove' | 'invite' | 'accept'; readonly account: number }
  | { readonly type: 'tag'; readonly resource: number; readonly keys: number; readonly value: string }
  | { readonly type: 'untag'; readonly resource: number; readonly keys: number }
  | { readonly type: 'ask for billing' | 'hand billing over' | 'end billing' }
  | { readonly type: 'wait'; readonly ms: number }

// No bias towards small numbers: they would mean the root and the management account.
const index = fc.noBias(fc.nat({ max: 1_000 }))
const name = fc.constantFrom('a', 'b', 'c')
const of = <Type extends Change['type'], Rest extends object>(type: Type, rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> }) =>
  fc.record({ type: fc.constant(type), ...rest }) as unknown as fc.Arbitrary<Change>

export const anyChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 5, arbitrary: of('create unit', { parent: index, name }) },
  { weight: 2, arbitrary: of('rename unit', { unit: index, name }) },
  { weight: 2, arbitrary: of('delete unit', { unit: index }) },
  { weight: 6, arbitrary: of('move', { account: index, from: fc.option(index, { nil: undefined, freq: 3 }), to: index }) },
  { weight: 4, arbitrary: of('create account', {}) },
  { weight: 5, arbitrary: of('close', { account: index }) },
  ...(['leave', 'remove', 'invite', 'accept'] as const).map((type) => ({ weight: 2, arbitrary: of(type, { account: index }) })),
  { weight: 2, arbitrary: of('tag', { resource: index, keys: fc.constantFrom(1, 2, 30, 51), value: fc.constantFrom('x', 'y') }) },
  { weight: 1, arbitrary: of('untag', { resource: index, keys: fc.constantFrom(1, 30) }) },
  ...(['ask for billing', 'hand billing over', 'end billing'] as const).map((type) => ({ weight: 1, arbitrary: of(type, {}) })),
  { weight: 2, arbitrary: of('wait', { ms: fc.constantFrom(closingMs / 4, closingMs * 2, dayMs * 16, dayMs * 91) }) },
)

export interface Unit {
  name: string
  readonly parent: string
}
export interface Member {
  parent: string
  readonly method: 'CREATED' | 'INVITED'
}
export type State = 'ACTIVE' | 'PENDING_CLOSURE' | 'SUSPENDED' | 'CLOSED'

export class Model {
  readonly organizationId: string
  readonly managementAccountId: string
  readonly rootId: string
  readonly units = new Map<string, Unit>()
  readonly members = new Map<string, Member>()
  readonly tags = new Map<string, Map<string, string>>()
  readonly #closesAt = new Map<string, number>()
  readonly #invitations = new Map<string, number>()

  constructor(ids: { organizationId: string; rootId: string; managementAccountId: string }) {
    this.organizationId = ids.organizationId
    this.rootId = ids.rootId
    this.managementAccountId = ids.managementAccountId
    this.members.set(ids.managementAccountId, { parent: ids.rootId, method: 'INVITED' })
  }

  state(id: string, now: number): State {
    const at = this.#closesAt.get(id)
    if (at === undefined) return 'ACTIVE'
    if (at > now) return 'PENDING_CLOSURE'
    return at + postClosureMs > now ? 'SUSPENDED' : 'CLOSED'
  }

  /** `o-…/r-…/ou-…/` */
  path(parent: string): string {
    const unit = this.units.get(parent)
    return unit ? `${this.path(unit.parent)}${parent}/` : `${this.organizationId}/${parent}/`
  }

  depth = (parent: string): number => this.path(parent).split('/').length - 3

  has = (id: string): boolean => id === this.rootId || this.units.has(id) || this.members.has(id)

  #isParent = (id: string): boolean => id === this.rootId || this.units.has(id)

  #hasSibling = (parent: string, name: string, but?: string): boolean =>
    [...this.units].some(([id, unit]) => id !== but && unit.parent === parent && unit.name === name)

  /** What the clock does by itself. */
  settle(now: number): void {
    for (const [id, expires] of this.#invitations) if (expires <= now) this.#invitations.delete(id)
    for (const id of [...this.members.keys()]) if (this.state(id, now) === 'CLOSED') this.#forget(id)
  }

  #forget(id: string): void {
    this.members.delete(id)
    this.tags.delete(id)
  }

  createUnit(parent: string, name: string, made: string | undefined): string | undefined {
    if (!this.#isParent(parent)) return 'ParentNotFoundException'
    if (this.depth(parent) >= maxDepth) return 'OU_DEPTH_LIMIT_EXCEEDED'
    if (this.#hasSibling(parent, name)) return 'DuplicateOrganizationalUnitException'
    if (made !== undefined) this.units.set(made, { name, parent })
    return undefined
  }

  renameUnit(id: string, name: string): string | undefined {
    const unit = this.units.get(id)
    if (!unit) return 'OrganizationalUnitNotFoundException'
    if (this.#hasSibling(unit.parent, name, id)) return 'DuplicateOrganizationalUnitException'
    unit.name = name
    return undefined
  }

  deleteUnit(id: string): string | undefined {
    if (!this.units.has(id)) return 'OrganizationalUnitNotFoundException'
    if ([...this.units.values(), ...this.members.values()].some(({ parent }) => parent === id)) return 'OrganizationalUnitNotEmptyException'
    this.units.delete(id)
    this.tags.delete(id)
    return undefined
  }

  move(id: string, from: string, to: string): string | undefined {
    const member = this.members.get(id)
    if (!member) return 'AccountNotFoundException'
    if (!this.#isParent(from)) return 'SourceParentNotFoundException'
    if (!this.#isParent(to)) return 'DestinationParentNotFoundException'
    if (member.parent === to) return 'DuplicateAccountException'
    if (member.parent !== from) return 'SourceParentNotFoundException'
    member.parent = to
    return undefined
  }

  createAccount(made: string | undefined): string | undefined {
    if (this.members.size + this.#invitations.size >= accountQuota) return 'ACCOUNT_LIMIT_EXCEEDED'
    if (made !== undefined) this.members.set(made, { parent: this.rootId, method: 'CREATED' })
    return undefined
  }

  close(id: string, now: number): string | undefined {
    if (id === this.managementAccountId) return 'CANNOT_CLOSE_MANAGEMENT_ACCOUNT'
    if (!this.members.has(id)) return 'AccountNotFoundException'
    const state = this.state(id, now)
    if (state === 'PENDING_CLOSURE') return 'ConflictException'
    if (state !== 'ACTIVE') return 'AccountAlreadyClosedException'
    const closing = [...this.members.keys()].filter((member) => this.state(member, now) === 'PENDING_CLOSURE')
    if (closing.length >= closedAtOnce) return 'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED'
    this.#closesAt.set(id, now + closingMs)
    return undefined
  }

  leave(id: string): string | undefined {
    if (!this.members.has(id)) return 'AWSOrganizationsNotInUseException'
    if (id === this.managementAccountId) return 'MasterCannotLeaveOrganizationException'
    this.#forget(id)
    return undefined
  }

  remove(id: string): string | undefined {
    if (id === this.managementAccountId) return 'MasterCannotLeaveOrganizationException'
    if (!this.members.has(id)) return 'AccountNotFoundException'
    this.#forget(id)
    return undefined
  }

  invite(id: string, now: number): string | undefined {
    if (this.state(id, now) !== 'ACTIVE') return 'TARGET_NOT_SUPPORTED'
    if (this.members.has(id)) return 'ALREADY_IN_AN_ORGANIZATION'
    if (this.#invitations.has(id)) return 'DuplicateHandshakeException'
    if (this.members.size + this.#invitations.size >= accountQuota) return 'ACCOUNT_NUMBER_LIMIT_EXCEEDED'
    this.#invitations.set(id, now + invitationMs)
    return undefined
  }

  isInvited = (id: string): boolean => this.#invitations.has(id)

  accept(id: string): undefined {
    this.#invitations.delete(id)
    this.members.set(id, { parent: this.rootId, method: 'INVITED' })
  }

  tag(id: string, keys: readonly string[], value: string): string | undefined {
    if (keys.length > maxTags) return 'MAX_TAG_LIMIT_EXCEEDED'
    if (!this.has(id)) return 'TargetNotFoundException'
    const tags = new Map([...(this.tags.get(id) ?? []), ...keys.map((key) => [key, value] as const)])
    if (tags.size > maxTags) return 'MAX_TAG_LIMIT_EXCEEDED'
    this.tags.set(id, tags)
    return undefined
  }

  untag(id: string, keys: readonly string[]): string | undefined {
    if (!this.has(id)) return 'TargetNotFoundException'
    for (const key of keys) this.tags.get(id)?.delete(key)
    return undefined
  }
}
