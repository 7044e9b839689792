import { defineControl } from '#domain/control.ts';
import { failedIf, notApplicable, type Reason } from '#domain/evaluation.ts';

export default defineControl({
  id: 'root-account-mfa',
  title: 'The root user has MFA and no access keys',
  guidance: ['IAM-5'],
  severity: 'CRITICAL',
  version: 1,
  resourceType: 'AWS::::Account',
  facts: ['rootCredentials'],
  parameters: [],
  why: 'The root user may do everything and no policy of the account limits it.',
  blindSpots: [
    'Which kind of device it is does not show in the account summary.',
    'A member account whose root credentials the organisation has removed has none to protect: it is not judged.',
    'What the root user does shows in ecs-call-with-long-term-key and console-sign-in-without-mfa.',
  ],
  remediation: {
    text:
      'Sign in as root: register an MFA device and delete the access keys. In an organisation, remove the root credentials of ' +
      'member accounts.',
    cli: 'aws iam get-account-summary --query "SummaryMap.[AccountMFAEnabled,AccountAccessKeysPresent]"',
    cloudFormation:
      '# No resource makes it: an alarm tells of its use.\nType: AWS::CloudWatch::Alarm\nProperties:\n  Namespace: <namespace of the metric filter on root>\n',
  },
  mappings: [
    { framework: 'Security Hub', id: 'IAM.4' },
    { framework: 'Security Hub', id: 'IAM.9' },
    { framework: 'NIST 800-53 r5', id: 'IA-2(1)' },
  ],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html'],
  evaluate: ({ rootCredentials: root }) => {
    if ('ofRegion' in root)
      return notApplicable('the root user is one for all regions: it is judged at the account');
    if ('isSilent' in root) return notApplicable('the account file says nothing of the root user');
    const hasPassword = root.password !== false;
    if (!hasPassword && !root.accessKeys)
      return notApplicable('the root user has neither password nor access keys');
    const reasons: readonly (Reason | false)[] = [
      root.accessKeys && {
        code: 'root-access-key',
        subject: '-',
        message: 'the root user has access keys',
      },
      hasPassword &&
        !root.mfa && { code: 'root-without-mfa', subject: '-', message: 'the root user has no MFA device' },
    ];
    return failedIf(reasons.filter((reason) => reason !== false));
  },
});
