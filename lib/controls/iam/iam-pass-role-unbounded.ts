import { conditionsOf, runsOf, statementsBehind } from '#controls/ecs-powers.ts';
import { overPowers } from '#controls/over-principal.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf } from '#domain/evaluation.ts';
import { everywhere } from '#policy/everywhere.ts';

export default defineControl({
  id: 'iam-pass-role-unbounded',
  title: 'Who runs tasks passes named roles, or to named services',
  guidance: ['IAM-1'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::IAM::Role',
  alsoOn: ['AWS::IAM::User', 'AWS::IAM::Group'],
  facts: ['principal'],
  parameters: ['principals'],
  why: 'Who may hand any role to any service has the powers of all of them, those that are made tomorrow too.',
  blindSpots: [
    'Judged are principals that may start tasks or change services in ECS.',
    'A role that nobody has named yet is passed to a service that nobody named: a list of names or paths, or of services under iam:PassedToService, passes.',
    'Which roles a list reaches is the matter of iam-ecs-privilege-escalation.',
    'Service and resource control policies of the organisation are not seen.',
  ],
  remediation: {
    text: 'Name the roles under Resource, by their ARNs or a path of their own, and the service under iam:PassedToService.',
    cli: 'aws iam put-role-policy --role-name <role> --policy-name pass-role --policy-document file://policy.json',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  Policies:\n    - PolicyName: pass-role\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n' +
      '          - Effect: Allow\n            Action: iam:PassRole\n            Resource: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/<task-roles>/*\n' +
      '            Condition:\n              StringEquals:\n                iam:PassedToService: ecs-tasks.amazonaws.com\n',
  },
  mappings: [{ framework: 'NIST 800-53 r5', id: 'AC-6' }],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  ],
  evaluate: ({ principal }, situation) =>
    overPowers(principal, situation, (holder) => {
      const passing = everywhere(holder, ['iam:PassRole'], ANY_SERVICE);
      const runs = passing.length === 0 ? [] : runsOf(holder);
      if (runs.length === 0) return failedIf([]);
      return failedIf([
        {
          code: 'pass-any-role',
          subject: '*',
          severity: 'MEDIUM',
          message: 'it may pass any role to any service, and start tasks',
          evidence: {
            statements: statementsBehind(passing),
            conditions: conditionsOf(passing),
            runs: runs.map(({ action }) => action),
          },
        },
      ]);
    }),
});

/** A service that no policy names but by a wildcard. */
const ANY_SERVICE = { 'iam:PassedToService': '0nobody-named-this.amazonaws.com' };
