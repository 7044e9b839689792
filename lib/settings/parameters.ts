import * as z from 'zod';
import type { ParameterName } from '#domain/settings.ts';
import { account, capability, organization, registry } from './file-texts.ts';

/** The settings of controls; a parameter without an entry does not compile. */
export const PARAMETERS = {
  trustedRegistries: z
    .array(registry)
    .nullish()
    .describe(
      'Registries whose images are trusted besides this account: host or host/path prefix, * within a part',
    ),
  trustedAccounts: z
    .array(account)
    .nullish()
    .describe(
      'Accounts of others that may have our images, and whose private ECR is trusted: twelve digits, in quotes',
    ),
  allowedCapabilities: z
    .array(capability)
    .nullish()
    .describe('Linux capabilities that containers may be given, such as NET_ADMIN'),
  requireTaskRole: z
    .boolean()
    .nullish()
    .describe('true: every family needs a task role, whether it is seen to use AWS or not'),
  organizationId: organization.nullish().describe('The AWS organisation whose accounts are ours: o-…'),
} satisfies Record<ParameterName, z.ZodType>;
