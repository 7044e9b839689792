import { grantReason, meantReason, outsideGrants, sayUndecided } from '#controls/ecr-outsiders.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf, notAvailable } from '#domain/evaluation.ts';

export default defineControl({
  id: 'repository-policy-public',
  title: 'No repository is open to everybody',
  guidance: ['IAM-7'],
  severity: 'CRITICAL',
  version: 2,
  resourceType: 'AWS::ECR::Repository',
  alsoOn: ['AWS::ECR::Registry'],
  facts: ['ecrAccess'],
  parameters: ['organizationId'],
  why:
    'A repository whose policy lets everybody in gives its images to anyone with an AWS account; where they may push, ' +
    'the next deployment runs what a stranger put there.',
  blindSpots: [
    'The policy is decided, Deny, NotPrincipal and conditions included, by asking as a stranger would: docs/policy-decisions.md says with what.',
    'Resource control policies of the organisation are not seen: they may close what looks open here.',
    'A wildcard within the ARN of a principal lets nobody in, and services refuse it; where it stands for every account it fails as MEDIUM.',
    'A range of addresses counts as a bound unless it is about the whole internet.',
    'Repositories of ECR Public are public by their nature and not looked at.',
  ],
  remediation: {
    text:
      'Name the accounts or roles that need the images, or bound the statement by aws:PrincipalOrgID; a Deny for ' +
      'everybody outside the organisation closes the rest.',
    cli: 'aws ecr set-repository-policy --repository-name <repository> --policy-text file://policy.json',
    cloudFormation:
      'Type: AWS::ECR::Repository\nProperties:\n  RepositoryPolicyText:\n    Version: "2012-10-17"\n    Statement:\n' +
      '      - Effect: Allow\n        Principal:\n          AWS: arn:aws:iam::<account>:root\n        Action:\n' +
      '          - ecr:BatchGetImage\n          - ecr:GetDownloadUrlForLayer\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html',
  ],
  evaluate: ({ ecrAccess }, { resource, parameters: { organizationId } }) => {
    const { grants, unread, meantForAll } = outsideGrants(ecrAccess, resource, organizationId);
    const everybody = grants.filter(({ kind }) => kind === 'everyone');
    const open = everybody.filter(({ dependsOn }) => dependsOn.length === 0);
    if (open.length > 0)
      return failedIf(
        open.map((grant) => ({
          ...grantReason(grant, 'everybody', 'everybody with an AWS account'),
          severity: 'CRITICAL',
        })),
      );
    if (meantForAll.length > 0) return failedIf(meantForAll.map(meantReason));
    const undecided = [...unread, ...everybody.map(sayUndecided)];
    return undecided.length > 0 ? notAvailable(undecided.join(', ')) : failedIf([]);
  },
});
