import { container, family, familyOf, revision, serviceUser, taskDefinition } from '../support/facts.ts';
import type { Cases } from './cases.ts';

const plain = container('web');
const privileged = container('web', { privileged: true });
const sidecar = container('agent', { privileged: true });
const denied = { unavailable: 'denied', what: 'ecs:DescribeTaskDefinition' } as const;
const onFargate = serviceUser('web', [1], { capacity: ['FARGATE'] });
const onBoth = serviceUser('web', [1], { capacity: ['EC2', 'FARGATE'] });
const onUnknown = serviceUser('web', [1], { capacity: [] });
const given = (value: ReturnType<typeof family>) => ({ facts: { family: value } });
const definition = (...[says, ...containers]: [object, ...(typeof plain)[]]) =>
  given(family([revision(1, taskDefinition(containers, says))]));

export default {
  passes: {
    'absent is false, on any launch type (peers fail it)': given(familyOf(plain)),
    'explicitly false': given(familyOf(container('web', { privileged: false }))),
    'every revision in scope is clean': given(
      family([revision(2, taskDefinition([plain])), revision(1, taskDefinition([plain]))]),
    ),
    'an operating system that cannot be read does not matter to what is not privileged': definition(
      { operatingSystem: { unreadable: 'Ref Os' } },
      plain,
    ),
  },
  fails: {
    'one privileged sidecar fails the family': {
      ...given(familyOf(plain, sidecar)),
      reasons: ['privileged agent'],
      severity: 'HIGH',
    },
    'each privileged container is a reason': {
      ...given(familyOf(privileged, sidecar)),
      reasons: ['privileged agent', 'privileged web'],
      severity: 'HIGH',
    },
    'an old revision that a service still runs fails the family, though the latest is clean': {
      ...given(
        family(
          [
            revision(2, taskDefinition([plain])),
            revision(1, taskDefinition([privileged], { status: 'INACTIVE' }), [serviceUser('web', [1])]),
          ],
          [serviceUser('web', [1])],
        ),
      ),
      reasons: ['privileged web'],
      severity: 'HIGH',
    },
    'the same container in two revisions is one reason': {
      ...given(
        family([revision(2, taskDefinition([privileged])), revision(1, taskDefinition([privileged]))]),
      ),
      reasons: ['privileged web'],
      severity: 'HIGH',
    },
    'a revision that cannot be read does not hide a failing one': {
      ...given(family([revision(2, denied), revision(1, taskDefinition([privileged]))])),
      reasons: ['privileged web'],
      severity: 'HIGH',
    },
    'a daemon task definition is judged alike': {
      ...definition({ kind: 'daemon', requiresCompatibilities: [] }, privileged),
      reasons: ['privileged web'],
      severity: 'HIGH',
    },
    'a task definition for both EC2 and Fargate is judged': {
      ...definition({ requiresCompatibilities: ['EC2', 'FARGATE'] }, privileged),
      reasons: ['privileged web'],
      severity: 'HIGH',
    },
    'one service on EC2 among others is enough': {
      ...given(family([revision(1, taskDefinition([privileged]), [onBoth])], [onFargate, onBoth])),
      reasons: ['privileged web'],
      severity: 'HIGH',
    },
    'capacity that is not known is not taken for Fargate': {
      ...given(family([revision(1, taskDefinition([privileged]), [onUnknown])], [onUnknown])),
      reasons: ['privileged web'],
      severity: 'HIGH',
    },
    'a list of containers that cannot be read does not hide a failing one': {
      ...definition({ containersUnreadable: 'Fn::If' }, privileged),
      reasons: ['privileged web'],
      severity: 'HIGH',
    },
  },
  notApplicable: {
    'a Fargate task definition': {
      ...definition({ requiresCompatibilities: ['FARGATE'] }, plain),
      why: /Fargate/,
    },
    'a family whose every user runs on Fargate': {
      ...given(family([revision(1, taskDefinition([plain]), [onFargate])], [onFargate])),
      why: /Fargate/,
    },
    'Windows containers': {
      ...definition({ operatingSystem: 'WINDOWS_SERVER_2022_CORE' }, plain),
      why: /Windows/,
    },
    'Windows, in lower case': { ...definition({ operatingSystem: 'windows' }, privileged), why: /Windows/ },
  },
  notAvailable: {
    'a revision that could not be read leaves the family unjudged': {
      ...given(family([revision(2, taskDefinition([plain])), revision(1, denied)])),
      why: /revision 1.*access denied: ecs:DescribeTaskDefinition/,
    },
    'an unresolved value is not false': {
      ...given(familyOf(container('web', { privileged: { unreadable: 'Ref Privileged' } }))),
      why: /web: privileged cannot be read.*Ref Privileged/,
    },
    'an unresolved operating system decides what is privileged': {
      ...definition({ operatingSystem: { unreadable: 'Ref Os' } }, privileged),
      why: /operating system/,
    },
    'a definition without containers says nothing good (peers pass it)': {
      ...given(familyOf()),
      why: /no container/,
    },
    'containers that cannot be read': {
      ...definition({ containersUnreadable: 'a string' }),
      why: /a string/,
    },
    'no revision in scope': { ...given(family([])), why: /no revision/ },
  },
  worse: { before: given(familyOf(privileged)), after: given(familyOf(privileged, sidecar)) },
} satisfies Cases;
