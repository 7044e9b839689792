import type { Unavailable } from '#domain/reading.ts';
import type { Subnets } from '#domain/security-group.ts';
import { DEFAULT_SETTINGS, type Parameters } from '#domain/settings.ts';
import type { PrivateZones, Vpc, VpcEndpoint, VpcUser } from '#domain/vpc.ts';
import type { Given } from '../controls/cases.ts';
import { SUBNETS, use, vpc } from './vpc.ts';

/** What else is said of a VPC whose endpoints are judged. */
export interface Around {
  readonly vpc?: Partial<Vpc>;
  readonly subnets?: Subnets;
  readonly zones?: PrivateZones | Unavailable;
  readonly network?: Partial<Parameters['network']>;
}

/** A VPC with users and endpoints, isolated unless it says otherwise. */
export const premises = (
  users: readonly VpcUser[],
  endpoints: readonly VpcEndpoint[],
  around: Around = {},
): Given => ({
  facts: {
    vpc: vpc(around.vpc),
    vpcUse: use(...users),
    vpcSubnets: around.subnets ?? SUBNETS,
    vpcEndpoints: endpoints,
    privateZones: around.zones ?? [],
  },
  parameters: { network: { ...DEFAULT_SETTINGS.parameters.network, ...around.network } },
});
