import type { ServiceNetwork } from '#domain/service.ts';
import { network, service } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const open = (at: ServiceNetwork['at'], says: Partial<ServiceNetwork> = {}) =>
  network(at, { assignPublicIp: 'ENABLED', ...says });
const given = (...networks: ServiceNetwork[]): Given => ({ facts: { service: service(networks) } });

export default {
  passes: {
    'private everywhere': given(network('service'), network('deployment', { subnets: ['subnet-c'] })),
    'absent is DISABLED for a service': given(network('service', { assignPublicIp: undefined })),
    'a private task set': given(network('task-set')),
  },
  fails: {
    'the service gives its tasks an address': {
      ...given(open('service')),
      reasons: ['public-ip service'],
      severity: 'HIGH',
    },
    'a deployment that repeats the service is not a second reason': {
      ...given(open('service'), open('deployment', { subnets: ['subnet-b', 'subnet-a'] })),
      reasons: ['public-ip service'],
      severity: 'HIGH',
    },
    'a deployment elsewhere is': {
      ...given(open('service'), open('deployment', { subnets: ['subnet-public'] })),
      reasons: ['public-ip deployment', 'public-ip service'],
      severity: 'HIGH',
    },
    'an old deployment still runs with an address after the service was mended': {
      ...given(network('service'), open('deployment')),
      reasons: ['public-ip deployment'],
      severity: 'HIGH',
    },
    'a task set, where the service itself says nothing (peers see no finding)': {
      ...given(open('task-set')),
      reasons: ['public-ip task-set'],
      severity: 'HIGH',
    },
    'two task sets are one reason': {
      ...given(open('task-set'), open('task-set', { subnets: ['subnet-c'], path: 'taskSets[1]' })),
      reasons: ['public-ip task-set'],
      severity: 'HIGH',
    },
    'a capacity provider strategy instead of a launch type (peers see no finding)': {
      facts: { service: service([open('service')], { capacity: ['PROVIDER'] }) },
      reasons: ['public-ip service'],
      severity: 'HIGH',
    },
    'a draining service still runs tasks': {
      facts: { service: service([open('service')], { status: 'DRAINING' }) },
      reasons: ['public-ip service'],
      severity: 'HIGH',
    },
    'a service of the Express kind': {
      facts: { service: service([open('service')], { managedBy: 'ECS' }) },
      reasons: ['public-ip service'],
      severity: 'HIGH',
    },
    'a configuration that cannot be read does not hide another': {
      ...given(network('service', { assignPublicIp: { unreadable: 'Ref Public' } }), open('task-set')),
      reasons: ['public-ip task-set'],
      severity: 'HIGH',
    },
  },
  notApplicable: {
    'no awsvpc configuration anywhere': {
      facts: { service: service([], { capacity: ['EC2'] }) },
      why: /awsvpc/,
    },
  },
  notAvailable: {
    'an unresolved value': {
      ...given(network('service', { assignPublicIp: { unreadable: 'Ref Public' } })),
      why: /assignPublicIp cannot be read.*Ref Public/,
    },
    'one part unread leaves the service unjudged': {
      ...given(network('service'), network('deployment', { assignPublicIp: { unreadable: 'a number' } })),
      why: /tasks of a deployment/,
    },
  },
  worse: {
    before: given(open('service')),
    after: given(open('service'), open('task-set', { subnets: ['subnet-public'] })),
  },
} satisfies Cases;
