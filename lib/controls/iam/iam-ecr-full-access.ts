import { levelOf } from '#controls/ecr-grants.ts';
import { conditionsOf, statementsBehind } from '#controls/ecs-powers.ts';
import { overPowers } from '#controls/over-principal.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf, type Reason } from '#domain/evaluation.ts';
import { everywhere } from '#policy/everywhere.ts';
import type { Power } from '#policy/powers.ts';
import { actionsOf } from '#policy/services/catalogue.ts';

/** They ask for work and change nothing that is kept. */
const ASKING: ReadonlySet<string> = new Set(['ecr:StartImageScan', 'ecr:StartLifecyclePolicyPreview']);
/** What changes a repository or what is in it. */
const WRITES: readonly string[] = actionsOf('ecr', { levels: ['Write'], on: 'repository' }).filter(
  (action) => !ASKING.has(action),
);

export default defineControl({
  id: 'iam-ecr-full-access',
  title: 'Nobody writes to every repository',
  guidance: ['IAM-7'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::IAM::Role',
  alsoOn: ['AWS::IAM::User', 'AWS::IAM::Group'],
  facts: ['principal'],
  parameters: ['principals'],
  why:
    'Who may delete images or change policies of every repository can stop and open all that runs from them. Pushing to ' +
    'every repository (MEDIUM) is to decide what all tasks run next.',
  blindSpots: [
    'Pushing counts where images can be put (ecr:PutImage): to make repositories or import from upstream alone is what pull-through caches need.',
    'Calls on the registry itself (its policy, replication, caching rules), which cannot be limited to repositories, are not judged here.',
    'What policies of repositories give is judged at the repositories.',
    'Service and resource control policies of the organisation are not seen.',
  ],
  remediation: {
    text: 'Name the repositories under Resource, by a prefix of their own, and the actions that the job needs.',
    cli: 'aws iam put-role-policy --role-name <role> --policy-name ecr --policy-document file://policy.json',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  Policies:\n    - PolicyName: ecr\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n' +
      '          - Effect: Allow\n            Action:\n              - ecr:BatchCheckLayerAvailability\n              - ecr:InitiateLayerUpload\n' +
      '              - ecr:UploadLayerPart\n              - ecr:CompleteLayerUpload\n              - ecr:PutImage\n' +
      '            Resource: !Sub arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/<team>/*\n',
  },
  mappings: [{ framework: 'NIST 800-53 r5', id: 'AC-6' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/security_iam_id-based-policy-examples.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html',
  ],
  evaluate: ({ principal }, situation) =>
    overPowers(principal, situation, (holder) => {
      const powers = everywhere(holder, WRITES);
      const administers = powers.filter(({ action }) => levelOf(action) === 'administer');
      const pushes = powers.filter(({ action }) => levelOf(action) === 'push');
      const puts = pushes.some(({ action }) => action === 'ecr:PutImage');
      return failedIf([
        ...reasonOf('administer', 'HIGH', 'change or delete what is in', administers),
        ...reasonOf('push', 'MEDIUM', 'push images to', puts ? pushes : []),
      ]);
    }),
});

const reasonOf = (
  level: string,
  severity: 'HIGH' | 'MEDIUM',
  verb: string,
  powers: readonly Power[],
): readonly Reason[] =>
  powers.length === 0
    ? []
    : [
        {
          code: 'every-repository',
          subject: `* ${level}`,
          severity,
          message: `it may ${verb} every repository`,
          evidence: {
            actions: powers.map(({ action }) => action),
            statements: statementsBehind(powers),
            conditions: conditionsOf(powers),
          },
        },
      ];
