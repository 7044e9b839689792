import type { Unavailable } from '#domain/reading.ts';
import type { ServiceNetwork } from '#domain/service.ts';
import { groupsOf, network, rule, securityGroup, service } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const open = (at: ServiceNetwork['at'], says: Partial<ServiceNetwork> = {}) =>
  network(at, { assignPublicIp: 'ENABLED', ...says });
/** Its group lets the world in on one port. */
const given = (...networks: ServiceNetwork[]): Given => ({
  facts: {
    service: service(networks),
    securityGroups: groupsOf(networks, [securityGroup('sg-web', rule({ cidrs: ['0.0.0.0/0'] }))]),
  },
});
const closed = (...networks: ServiceNetwork[]): Given => ({
  facts: {
    service: service(networks),
    securityGroups: groupsOf(networks, [securityGroup('sg-web', rule({ groups: ['sg-lb'] }))]),
  },
});
const unread = (securityGroups: Unavailable, ...networks: ServiceNetwork[]): Given => ({
  facts: { service: service(networks), securityGroups },
});

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
    'its groups let nobody in from the internet': {
      ...closed(open('service')),
      reasons: ['public-ip service'],
      severity: 'MEDIUM',
    },
    'its groups may not be read': {
      ...unread({ unavailable: 'denied', what: 'ec2:DescribeSecurityGroups' }, open('service')),
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
      facts: {
        ...given(open('service')).facts,
        service: service([open('service')], { capacity: ['PROVIDER'] }),
      },
      reasons: ['public-ip service'],
      severity: 'HIGH',
    },
    'a draining service still runs tasks': {
      facts: { ...given(open('service')).facts, service: service([open('service')], { status: 'DRAINING' }) },
      reasons: ['public-ip service'],
      severity: 'HIGH',
    },
    'a service of the Express kind': {
      facts: { ...given(open('service')).facts, service: service([open('service')], { managedBy: 'ECS' }) },
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
      facts: { ...given().facts, service: service([], { capacity: ['EC2'] }) },
      why: /awsvpc/,
    },
  },
  notAvailable: {
    'its groups could not be read this time': {
      ...unread({ unavailable: 'throttled', what: 'ec2:DescribeSecurityGroups' }, open('service')),
      why: /could not be read this time/,
    },
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
