import { type EcrPolicy, PUSH, policiesOf, statementsOf } from '#controls/ecr-grants.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf, notAvailable, passed, type Reason } from '#domain/evaluation.ts';
import { contextOf } from '#policy/context.ts';
import { decideByResource } from '#policy/decide.ts';
import { grantees } from '#policy/grantees.ts';

/** Who may do all of these needs no wildcard any more. */
const ALL: readonly string[] = [...PUSH, 'ecr:BatchDeleteImage', 'ecr:DeleteRepository'];

export default defineControl({
  id: 'repository-policy-wildcard-actions',
  title: 'Repository policies give no one everything',
  guidance: ['IAM-7'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECR::Repository',
  alsoOn: ['AWS::ECR::Registry'],
  facts: ['ecrAccess'],
  parameters: [],
  why:
    'Whoever pulls images needs two actions, whoever pushes a handful. A policy that gives everything lets a stolen ' +
    'build key delete what runs in production, or open the repository to others.',
  blindSpots: [
    'Principals of this account count too, and statements under conditions: everything is more than anyone needs.',
    'What identity policies give is not seen here.',
    'Groups of actions that leave out one of pushing or deleting pass.',
  ],
  remediation: {
    text: 'List the actions that are needed: those of pulling for whoever runs images, those of pushing for whoever builds them.',
    cli: 'aws ecr set-repository-policy --repository-name <repository> --policy-text file://policy.json',
    cloudFormation:
      'Type: AWS::ECR::Repository\nProperties:\n  RepositoryPolicyText:\n    Version: "2012-10-17"\n    Statement:\n' +
      '      - Effect: Allow\n        Principal:\n          AWS: <role>\n        Action:\n' +
      '          - ecr:BatchCheckLayerAvailability\n          - ecr:CompleteLayerUpload\n          - ecr:InitiateLayerUpload\n' +
      '          - ecr:PutImage\n          - ecr:UploadLayerPart\n',
  },
  mappings: [],
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html'],
  evaluate: ({ ecrAccess }, { resource }) => {
    const { policies, unread } = policiesOf(ecrAccess, resource);
    const reasons = policies.flatMap(reasonsOf);
    if (reasons.length > 0) return failedIf(reasons);
    return unread.length > 0 ? notAvailable(unread.join(', ')) : passed();
  },
});

/** One reason for each principal that a policy lets do everything with one of its repositories. */
function reasonsOf({ label, called, policy, resources }: EcrPolicy): readonly Reason[] {
  return grantees(policy).flatMap(({ name, principal }) => {
    for (const resource of resources) {
      const answers = ALL.map((action) =>
        decideByResource({ principal, action, resource, context: contextOf({}) }, policy),
      );
      if (answers.some(({ decision }) => decision === 'DENIED')) continue;
      const who = name === '*' ? 'everybody' : `principal ${name}`;
      return [
        {
          code: 'all-actions',
          subject: `${label}${name}`,
          message: `${who} can push, change and delete everything by ${called}`,
          evidence: { statements: statementsOf(answers.flatMap(({ statements }) => statements)) },
        },
      ];
    }
    return [];
  });
}
