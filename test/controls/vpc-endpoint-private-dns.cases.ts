import type { Subnets } from '#domain/security-group.ts';
import type { PrivateZones, Vpc, VpcEndpoint, VpcUser } from '#domain/vpc.ts';
import { subnet } from '../support/facts.ts';
import { endpoint, fargate, SUBNETS, use, vpc } from '../support/vpc.ts';
import type { Cases, Given } from './cases.ts';

const web = fargate(['ssm']);
interface Says {
  readonly users?: readonly VpcUser[];
  readonly vpc?: Partial<Vpc>;
  readonly subnets?: Subnets;
  readonly zones?: PrivateZones;
}
const given = (says: Partial<VpcEndpoint>, around: Says = {}): Given => ({
  facts: {
    vpcEndpoint: endpoint('ssm', says),
    vpcUse: use(...(around.users ?? [web])),
    vpc: vpc(around.vpc),
    vpcSubnets: around.subnets ?? SUBNETS,
    privateZones: around.zones ?? [],
  },
});
const inOneZone = { subnets: ['subnet-a'] };
const third: Subnets = { ...SUBNETS, 'subnet-c': subnet('subnet-c', { zone: 'eu-west-1c' }) };
const inThree = fargate(['ssm'], {
  networks: [{ groups: [], subnets: ['subnet-a', 'subnet-b', 'subnet-c'] }],
});

export default {
  passes: {
    'a private name in every zone': given({}),
    'zones that nobody needs it in': given(inOneZone, { users: [fargate(['kms'])] }),
    'another subnet of the same zone': given(
      { subnets: ['subnet-a', 'subnet-c'] },
      { subnets: { ...SUBNETS, 'subnet-c': subnet('subnet-c', { zone: 'eu-west-1b' }) } },
    ),
  },
  fails: {
    'private DNS off': {
      ...given({ privateDns: false }),
      reasons: ['private-dns-off -'],
      severity: 'MEDIUM',
    },
    pending: { ...given({ state: 'pending' }), reasons: ['not-available -'], severity: 'MEDIUM' },
    failed: { ...given({ state: 'failed' }), reasons: ['not-available -'], severity: 'MEDIUM' },
    'names off in the VPC': {
      ...given({}, { vpc: { dnsHostnames: false } }),
      reasons: ['vpc-dns-off -'],
      severity: 'MEDIUM',
    },
    'a service of another region': {
      ...given({ region: 'us-east-1' }),
      reasons: ['other-region us-east-1'],
      severity: 'MEDIUM',
    },
    'the wrong zones': { ...given(inOneZone), reasons: ['zone-not-covered eu-west-1b'], severity: 'MEDIUM' },
    'several at once': {
      ...given({ ...inOneZone, privateDns: false }),
      reasons: ['private-dns-off -', 'zone-not-covered eu-west-1b'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'a gateway': { ...given({ kind: 'Gateway' }), why: /routes/ },
    S3: { ...given({ service: 's3' }), why: /vpc-endpoint-ecr/ },
    'one that AWS keeps': { ...given({ managed: true }), why: /another AWS service/ },
    'nothing of ECS': { ...given({}, { users: [] }), why: /nothing of ECS/ },
  },
  notAvailable: {
    'another account’s': { ...given({ owner: '210987654321' }), why: /account 2109/ },
    'a zone of somebody’s own answers': {
      ...given({ privateDns: false }, { zones: ['ssm.eu-west-1.amazonaws.com.'] }),
      why: /private zone ssm/,
    },
    'DNS attributes that are not said': {
      ...given({}, { vpc: { dnsSupport: undefined } }),
      why: /DNS attributes/,
    },
    'private DNS that is not said': { ...given({ privateDns: undefined }), why: /could not be read/ },
    'a subnet that is gone': {
      ...given({ subnets: ['subnet-a', 'subnet-z'] }),
      why: /a subnet of its zones/,
    },
  },
  worse: {
    before: given({ subnets: ['subnet-a', 'subnet-b'] }, { subnets: third, users: [inThree] }),
    after: given(inOneZone, { subnets: third, users: [inThree] }),
  },
} satisfies Cases;
