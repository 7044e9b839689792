import { defineControl } from '#domain/control.ts';
import { failedIf, notAvailable, passed } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';

export default defineControl({
  id: 'repository-lifecycle',
  title: 'A repository has a lifecycle policy',
  guidance: ['CMP-4'],
  severity: 'LOW',
  version: 1,
  resourceType: 'AWS::ECR::Repository',
  facts: ['lifecyclePolicy'],
  parameters: [],
  why:
    'Images that nothing ends pile up, and an old one with known vulnerabilities is deployed again as easily as the ' +
    'newest.',
  blindSpots: [
    'What the rules select is not looked at: a policy may keep everything for years.',
    'An image in use may expire as well: the policy must leave what runs.',
  ],
  remediation: {
    text: 'Write a lifecycle policy that expires what is no longer deployed, and try it with a preview first.',
    cli: 'aws ecr put-lifecycle-policy --repository-name <repository> --lifecycle-policy-text file://lifecycle-policy.json',
    cloudFormation: [
      'Type: AWS::ECR::Repository',
      'Properties:',
      '  LifecyclePolicy:',
      '    LifecyclePolicyText: |',
      '      {"rules": [{"rulePriority": 1, "description": "untagged for two weeks",',
      '        "selection": {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 14},',
      '        "action": {"type": "expire"}}]}',
      '',
    ].join('\n'),
  },
  mappings: [{ framework: 'Security Hub', id: 'ECR.3' }],
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html'],
  evaluate: ({ lifecyclePolicy: { rules } }) => {
    if (isUnreadable(rules)) return notAvailable(`its lifecycle policy cannot be read (${rules.unreadable})`);
    if (rules !== undefined && rules > 0) return passed();
    const message =
      rules === 0
        ? 'its lifecycle policy has no rule'
        : 'no lifecycle policy ends images that are out of use';
    return failedIf([{ code: 'no-lifecycle-rule', subject: '-', message }]);
  },
});
