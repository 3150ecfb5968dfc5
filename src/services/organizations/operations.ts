import type { OperationContext } from '../../access/context.ts'
import type { Operations } from '../../wire/models/organizations.ts'
import type { OperationTable } from '../../wire/service.ts'
import { createAccount } from './create-account.ts'
import { createOrganization } from './create-organization.ts'
import { createOrganizationalUnit } from './create-organizational-unit.ts'
import { deleteOrganizationalUnit } from './delete-organizational-unit.ts'
import { describeAccount } from './describe-account.ts'
import { describeCreateAccountStatus } from './describe-create-account-status.ts'
import { describeOrganization } from './describe-organization.ts'
import { describeOrganizationalUnit } from './describe-organizational-unit.ts'
import { listAccounts } from './list-accounts.ts'
import { listAccountsForParent } from './list-accounts-for-parent.ts'
import { listChildren } from './list-children.ts'
import { listCreateAccountStatus } from './list-create-account-status.ts'
import { listOrganizationalUnitsForParent } from './list-organizational-units-for-parent.ts'
import { listParents } from './list-parents.ts'
import { listRoots } from './list-roots.ts'
import { listTagsForResource } from './list-tags-for-resource.ts'
import { moveAccount } from './move-account.ts'
import { tagResource } from './tag-resource.ts'
import { untagResource } from './untag-resource.ts'
import { updateOrganizationalUnit } from './update-organizational-unit.ts'

export const operations: OperationTable<Operations, OperationContext> = {
  CreateAccount: createAccount,
  CreateOrganization: createOrganization,
  CreateOrganizationalUnit: createOrganizationalUnit,
  DeleteOrganizationalUnit: deleteOrganizationalUnit,
  DescribeAccount: describeAccount,
  DescribeCreateAccountStatus: describeCreateAccountStatus,
  DescribeOrganization: describeOrganization,
  DescribeOrganizationalUnit: describeOrganizationalUnit,
  ListAccounts: listAccounts,
  ListAccountsForParent: listAccountsForParent,
  ListChildren: listChildren,
  ListCreateAccountStatus: listCreateAccountStatus,
  ListOrganizationalUnitsForParent: listOrganizationalUnitsForParent,
  ListParents: listParents,
  ListRoots: listRoots,
  ListTagsForResource: listTagsForResource,
  MoveAccount: moveAccount,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateOrganizationalUnit: updateOrganizationalUnit,
}
