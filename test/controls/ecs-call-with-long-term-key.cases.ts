import { ecsCall, keyUser, oidcPipeline, roleSession, root, userSession } from '../support/acts.ts';
import { call } from '../support/records.ts';
import type { BehaviourCases } from './cases.ts';

const KEY = 'AKIAQQQQQQQQQQQQQQQQ';
const OTHER = 'AKIARRRRRRRRRRRRRRRR';
const accepted = {
  principals: { administrators: [], automation: [], accessKeyUsers: ['ci-*'], maintainers: [] },
};

export default {
  passes: {
    'a session of a role': { record: ecsCall(roleSession('ci/deploy')) },
    'a session of a user': { record: ecsCall(userSession(false)) },
    'a pipeline with a token': { record: ecsCall(oidcPipeline()) },
  },
  fails: {
    'a key of a user that updates a service': {
      record: ecsCall(keyUser()),
      reasons: [`long-term-key ${KEY}`],
      severity: 'HIGH',
    },
    'a push by docker, which ECR records as AWS Internal': {
      record: call('ecr', 'PutImage', { repositoryName: 'api' }, null, {
        userIdentity: {
          ...keyUser(),
          invokedBy: 'AWS Internal',
          sessionContext: { attributes: { creationDate: 'x' } },
        },
      }),
      reasons: [`long-term-key ${KEY}`],
      severity: 'HIGH',
    },
    'a key that settings accept': {
      record: ecsCall(keyUser()),
      parameters: accepted,
      reasons: [`long-term-key ${KEY}`],
      severity: 'LOW',
    },
    'root, with whatever credentials': { record: ecsCall(root()), reasons: ['root -'], severity: 'CRITICAL' },
    'root with a key': {
      record: ecsCall(root({ accessKeyId: KEY, sessionContext: undefined })),
      reasons: ['root -'],
      severity: 'CRITICAL',
    },
    'a stopped task is a change too': {
      record: ecsCall(keyUser(), 'StopTask'),
      reasons: [`long-term-key ${KEY}`],
      severity: 'HIGH',
    },
  },
  notApplicable: {
    'CloudFormation on behalf of a user': {
      record: ecsCall(keyUser(KEY, 'ada', { invokedBy: 'cloudformation.amazonaws.com' })),
      why: /on behalf/,
    },
    'a service-linked role': {
      record: ecsCall(roleSession('aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS')),
      why: /AWS service/,
    },
  },
  notAvailable: {
    'a key that is masked': { record: ecsCall(keyUser('AAAAAAAAAAAAAAAAAAAA')), why: /which kind of key/ },
  },
  notJudged: {
    'a call that was denied': { record: ecsCall(keyUser(), 'UpdateService', { errorCode: 'AccessDenied' }) },
    'agent chatter': { record: ecsCall(keyUser(), 'SubmitTaskStateChange') },
    'a layer of a push': { record: call('ecr', 'UploadLayerPart', {}, null, { userIdentity: keyUser() }) },
  },
  worse: { before: { record: ecsCall(keyUser()) }, after: { record: ecsCall(keyUser(OTHER)) } },
} satisfies BehaviourCases;
