import {
  DescribeOrganizationCommand,
  OrganizationsClient,
  type OrganizationsClientConfig,
} from '@aws-sdk/client-organizations';
import type { Call } from './call.ts';

/** The call of Organizations that facts make; it is one for all regions of a partition. */
export function organizationsCalls(config: OrganizationsClientConfig, call: Call) {
  const client = new OrganizationsClient(config);
  return {
    describeOrganization: () =>
      call('organizations:DescribeOrganization', () => client.send(new DescribeOrganizationCommand({}))),
  };
}
