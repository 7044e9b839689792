import { defineControl } from '#domain/control.ts';
import type { Denial } from '#domain/denials.ts';
import { failedIf, type Reason } from '#domain/evaluation.ts';

/** Control ids named in the message; all of them are evidence. */
const MAX_NAMED = 2;

export default defineControl({
  id: 'monitor-cannot-read',
  title: 'The monitor may read all that it judges',
  guidance: ['AUD-2'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::::Account',
  facts: ['denials'],
  parameters: [],
  why:
    'What the monitor may not read it cannot judge: faults stay unseen while everything looks fine. Whoever wants to ' +
    'hide one has only to take the permission away.',
  blindSpots: [
    'A permission shows as missing when a look needs it, at the latest in the next sweep.',
    'What the endpoint does not support, throttles or keeps in another account is not judged, but is no refusal.',
    'A monitor that is switched off altogether says nothing; an alarm of its own watches its heartbeat.',
  ],
  remediation: {
    text:
      "Deploy the monitor's stack again if its role lost the action; otherwise find what refuses: a service control " +
      'policy, a permissions boundary, or the policy of the resource itself.',
    cli: 'aws iam simulate-principal-policy --policy-source-arn <role-of-the-evaluate-function> --action-names <action>',
    cloudFormation:
      'Type: AWS::IAM::Policy\nProperties:\n  PolicyName: read-again\n  Roles: [<role-of-the-evaluate-function>]\n' +
      '  PolicyDocument:\n    Statement:\n      - Effect: Allow\n        Action: [<action>]\n        Resource: "*"\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
  ],
  evaluate: ({ denials }) => failedIf(denials.map(refused)),
});

const refused = ({ action, controls, seenOn }: Denial): Reason => ({
  code: 'denied',
  subject: action,
  message: `the monitor may not call ${action}, so ${blind(controls)}`,
  evidence: { controls, seenOn },
});

function blind(controls: readonly string[]): string {
  if (controls.length === 0) return 'what depends on it is not known';
  const named = controls.slice(0, MAX_NAMED).join(', ');
  const more = controls.length - MAX_NAMED;
  return `these are blind: ${named}${more > 0 ? ` and ${more} more` : ''}`;
}
