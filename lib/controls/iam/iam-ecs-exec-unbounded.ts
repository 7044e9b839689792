import { conditionsOf, statementsBehind } from '#controls/ecs-powers.ts';
import { overPowers } from '#controls/over-principal.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf } from '#domain/evaluation.ts';
import { everywhereAtOnce } from '#policy/everywhere.ts';

export default defineControl({
  id: 'iam-ecs-exec-unbounded',
  title: 'ECS Exec is bound to clusters, tasks or containers',
  guidance: ['IAM-1'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::IAM::Role',
  alsoOn: ['AWS::IAM::User', 'AWS::IAM::Group'],
  facts: ['principal'],
  parameters: ['principals'],
  why: 'Who may run commands in every container has the secrets and the task role of each, production included.',
  blindSpots: [
    'Whether sessions are open on the tasks at all (enableExecuteCommand) does not count: it is set for one service at a time.',
    'A condition on the cluster, the task, a tag of it or the container narrows; one on MFA or addresses does not.',
    'ECS asks for the cluster and the task; to be limited in one is enough.',
    'Service and resource control policies of the organisation are not seen.',
  ],
  remediation: {
    text: 'Name the clusters and tasks under Resource, or bind the statement by ecs:cluster, ecs:container-name or aws:ResourceTag.',
    cli: 'aws iam put-role-policy --role-name <role> --policy-name exec --policy-document file://policy.json',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  Policies:\n    - PolicyName: exec\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n' +
      '          - Effect: Allow\n            Action:\n              - ecs:ExecuteCommand\n            Resource:\n' +
      '              - !Sub arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:cluster/<cluster>\n' +
      '              - !Sub arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task/<cluster>/*\n',
  },
  mappings: [{ framework: 'NIST 800-53 r5', id: 'AC-6' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
  ],
  evaluate: ({ principal }, situation) =>
    overPowers(principal, situation, (holder) => {
      const power = everywhereAtOnce(holder, 'ecs:ExecuteCommand');
      if (!power) return failedIf([]);
      return failedIf([
        {
          code: 'exec-everywhere',
          subject: '-',
          severity: 'HIGH',
          message: 'it may run commands in every container',
          evidence: { statements: statementsBehind([power]), conditions: conditionsOf([power]) },
        },
      ]);
    }),
});
