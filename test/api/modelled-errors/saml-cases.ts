import { CreateSAMLProviderCommand, TagSAMLProviderCommand } from '@aws-sdk/client-iam'
import { createAssertionSigner } from '../../harness/saml-assertions.ts'
import { createSamlKeys } from '../../harness/saml-provider.ts'
import { given } from '../organizations-stage.ts'
import { fullOfTags, type IamWorld, reserved } from './iam-cases.ts'
import type { Cases } from './matrix.ts'

const { metadata: SAMLMetadataDocument } = createAssertionSigner()

const newProvider = async ({ admin, name }: IamWorld): Promise<{ SAMLProviderArn: string }> => {
  const { SAMLProviderArn } = await admin.send(new CreateSAMLProviderCommand({ Name: name(), SAMLMetadataDocument }))
  return { SAMLProviderArn: given(SAMLProviderArn) }
}

/** What names no provider that is there, and what names something else. */
const unknown = (more: object = {}) => ({
  NoSuchEntityException: async (world: IamWorld) => ({ SAMLProviderArn: `${(await newProvider(world)).SAMLProviderArn}-not`, ...more }),
  InvalidInputException: () => ({ SAMLProviderArn: 'arn:aws:iam::123456789012:role/Example', ...more }),
})

const Tags = [{ Key: 'team', Value: 'blue' }]

export const samlCases: Cases<IamWorld> = {
  UpdateSAMLProvider: {
    ...unknown({ AssertionEncryptionMode: 'Allowed' }),
    LimitExceededException: async (world) => {
      const provider = await newProvider(world)
      await world.sql(
        `insert into iam.saml_private_keys select $1, 'KEY' || i, '', created_at from iam.saml_providers, generate_series(1, 2) i where arn = $1`,
        [provider.SAMLProviderArn],
      )
      return { ...provider, AddPrivateKey: createSamlKeys().key }
    },
  },
  DeleteSAMLProvider: unknown(),
  GetSAMLProvider: unknown(),
  ListSAMLProviderTags: unknown(),
  TagSAMLProvider: {
    ...unknown({ Tags }),
    LimitExceededException: async (world) =>
      fullOfTags(await newProvider(world), (input) => world.admin.send(new TagSAMLProviderCommand(input))),
  },
  UntagSAMLProvider: unknown({ TagKeys: ['team'] }),
  // The last: it leaves no place for another.
  CreateSAMLProvider: {
    InvalidInputException: ({ name }) => ({ Name: name(), SAMLMetadataDocument, Tags: reserved }),
    EntityAlreadyExistsException: async (world) => ({
      Name: (await newProvider(world)).SAMLProviderArn.split('/')[1],
      SAMLMetadataDocument,
    }),
    LimitExceededException: async (world) => {
      const { SAMLProviderArn } = await newProvider(world)
      await world.sql(
        `insert into iam.saml_providers
         select (jsonb_populate_record(p, jsonb_build_object('arn', p.arn || i))).*
         from iam.saml_providers p, generate_series(1, 100) i where p.arn = $1`,
        [SAMLProviderArn],
      )
      return { Name: world.name(), SAMLMetadataDocument }
    },
  },
}
