import {
  conditionsOf,
  ECS_WRITES,
  ecsEverywhere,
  isAdministrator,
  isAllOfEcs,
  statementsBehind,
} from '#controls/ecs-powers.ts';
import { overPrincipal } from '#controls/over-principal.ts';
import { isForeignForSure, isTakenBy, outsidersIn, trustOf } from '#controls/role-trust.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf } from '#domain/evaluation.ts';
import type { PrincipalRecord } from '#domain/identity.ts';
import type { Parameters } from '#domain/settings.ts';
import type { Severity } from '#domain/severity.ts';

export default defineControl({
  id: 'iam-ecs-full-access',
  title: 'Nobody administers all of ECS',
  guidance: ['IAM-1'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::IAM::Role',
  alsoOn: ['AWS::IAM::User', 'AWS::IAM::Group'],
  facts: ['principal'],
  parameters: ['principals', 'trustedAccounts', 'organizationId'],
  why:
    'Who may change everything in ECS can run any image with any role that can be passed, and stop what others run. ' +
    'An administrator of the whole account is CRITICAL where it is a user or group, or a role that programs or other accounts take.',
  blindSpots: [
    'All policies of the principal are decided together, each Deny and the permissions boundary included; what the organisation forbids (service and resource control policies) is not seen, so the principal may have less.',
    'All but a tenth of the ECS writes counts as all; so does everything in one region.',
    'Conditions on the cluster or on tags of resources narrow; conditions on MFA, addresses, hours or tags of the principal do not, and stand in the evidence.',
    'What a user has from a group is said of the group; a group that nobody is in is judged all the same.',
    'Administrators are named here and not by the other controls on policies. Those under principals.administrators stay INFORMATIONAL.',
  ],
  remediation: {
    text:
      'Give what the job needs: the actions by name, on its clusters and services, and the rest under a condition on ecs:cluster or aws:ResourceTag. ' +
      'List who administers the account on purpose under principals.administrators.',
    cli: 'aws iam put-role-policy --role-name <role> --policy-name ecs --policy-document file://policy.json',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  Policies:\n    - PolicyName: ecs\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n' +
      '          - Effect: Allow\n            Action:\n              - ecs:UpdateService\n' +
      '            Resource: !Sub arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:service/<cluster>/*\n',
  },
  mappings: [{ framework: 'NIST 800-53 r5', id: 'AC-6' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_id-based-policy-examples.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
  ],
  evaluate: ({ principal }, { now, parameters }) =>
    overPrincipal(principal, { now, parameters }, (holder) => {
      const powers = ecsEverywhere(holder);
      if (!isAllOfEcs(powers)) return failedIf([]);
      const isAll = isAdministrator(holder);
      return failedIf([
        {
          code: isAll ? 'administrator' : 'all-of-ecs',
          subject: '-',
          message: isAll
            ? 'it may do everything in the account'
            : 'it may change everything in ECS, on every resource',
          severity: isAll ? severityOfAdministrator(principal, parameters) : 'HIGH',
          evidence: {
            actions: `${powers.length} of ${ECS_WRITES.length} ECS writes`,
            statements: statementsBehind(powers),
            conditions: conditionsOf(powers),
          },
        },
      ]);
    }),
});

/** Services that run programs with a role: whoever gets into the program has the role. */
const RUNNERS = ['ecs-tasks.amazonaws.com', 'ec2.amazonaws.com', 'lambda.amazonaws.com'];

function severityOfAdministrator(
  record: PrincipalRecord,
  parameters: Pick<Parameters, 'trustedAccounts' | 'organizationId'>,
): Severity {
  if (record.kind !== 'role') return 'CRITICAL';
  const trust = trustOf(record);
  if (typeof trust === 'string') return 'HIGH';
  const isExposed =
    RUNNERS.some((service) => isTakenBy(service, record, trust)) ||
    outsidersIn(trust, record, parameters.organizationId).some(
      (access) =>
        isForeignForSure(access, record) &&
        (access.who.kind !== 'account' || !parameters.trustedAccounts.includes(access.who.account)),
    );
  return isExposed ? 'CRITICAL' : 'MEDIUM';
}
