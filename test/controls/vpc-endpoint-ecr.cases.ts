import type { Subnets } from '#domain/security-group.ts';
import { subnet } from '../support/facts.ts';
import { premises } from '../support/premises.ts';
import { endpoint, fargate, SUBNETS } from '../support/vpc.ts';
import type { Cases } from './cases.ts';

const pulls = fargate(['ecr.api', 'ecr.dkr', 's3']);
const apis = [endpoint('ecr.api'), endpoint('ecr.dkr')];
const gateway = endpoint('s3', { kind: 'Gateway', routeTables: ['rtb-1'], groups: [], subnets: [] });
const interface_ = endpoint('s3');
const split: Subnets = { ...SUBNETS, 'subnet-b': { ...subnet('subnet-b'), routeTable: 'rtb-main' } };
const { routeTable: _unknown, ...without } = subnet('subnet-b');

export default {
  passes: {
    'both of ECR and the gateway of S3': premises([pulls], [...apis, gateway]),
    'several gateways have the route tables together': premises(
      [pulls],
      [...apis, gateway, { ...gateway, id: 'vpce-9', routeTables: ['rtb-main'] }],
      { subnets: split },
    ),
    'an interface endpoint of S3 that the VPC itself is answered by': premises(
      [pulls],
      [...apis, interface_],
    ),
  },
  fails: {
    'no endpoint at all': {
      ...premises([pulls], []),
      reasons: ['no-endpoint ecr.api', 'no-endpoint ecr.dkr', 'no-endpoint s3'],
      severity: 'MEDIUM',
    },
    'ECR without S3': { ...premises([pulls], apis), reasons: ['no-endpoint s3'], severity: 'MEDIUM' },
    'S3 without ECR’s registry': {
      ...premises([pulls], [endpoint('ecr.api'), gateway]),
      reasons: ['no-endpoint ecr.dkr'],
      severity: 'MEDIUM',
    },
    'a gateway on other route tables': {
      ...premises([pulls], [...apis, { ...gateway, routeTables: ['rtb-other'] }]),
      reasons: ['gateway-not-routed s3'],
      severity: 'MEDIUM',
    },
    'a gateway on the route table of one subnet only': {
      ...premises([pulls], [...apis, gateway], { subnets: split }),
      reasons: ['gateway-not-routed s3'],
      severity: 'MEDIUM',
    },
    'the other subnet has NAT': {
      ...premises([pulls], [...apis, gateway], {
        subnets: { ...split, 'subnet-b': subnet('subnet-b', { routeTable: 'rtb-main', leads: 'nat' }) },
      }),
      reasons: ['gateway-not-routed s3'],
      severity: 'LOW',
    },
    'an interface endpoint of S3 for resolvers outside only': {
      ...premises([pulls], [...apis, { ...interface_, onlyForResolver: true }]),
      reasons: ['no-endpoint s3'],
      severity: 'MEDIUM',
    },
    'an interface endpoint of S3 without private DNS': {
      ...premises([pulls], [...apis, { ...interface_, privateDns: false }]),
      reasons: ['no-endpoint s3'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'images of other registries only': {
      ...premises([fargate(['secretsmanager'])], []),
      why: /no service in it pulls an image from private ECR/,
    },
  },
  notAvailable: {
    'the route table of a subnet': {
      ...premises([pulls], [...apis, gateway], { subnets: { ...SUBNETS, 'subnet-b': without } }),
      why: /route tables/,
    },
    'a private zone for ECR': {
      ...premises([pulls], [gateway], {
        zones: ['api.ecr.eu-west-1.amazonaws.com.', 'dkr.ecr.eu-west-1.amazonaws.com.'],
      }),
      why: /answers for ecr\.api/,
    },
  },
  worse: { before: premises([pulls], apis), after: premises([pulls], [endpoint('ecr.api')]) },
} satisfies Cases;
