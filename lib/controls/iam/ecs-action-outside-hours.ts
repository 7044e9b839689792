import { callOf, isAmong, nobodyActs } from '#controls/acting.ts';
import { defineBehaviour } from '#domain/behaviour.ts';
import { isWithin } from '#domain/business-hours.ts';
import { failedIf, notApplicable, notAvailable, passed } from '#domain/evaluation.ts';
import { ECS_CHANGES } from '#domain/triggers/ecs-events.ts';

export default defineBehaviour({
  id: 'ecs-action-outside-hours',
  title: 'People change ECS within the configured hours',
  guidance: ['IAM-6'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::IAM::User',
  alsoOn: ['AWS::IAM::Role', 'AWS::::Account'],
  events: [{ service: 'ecs', calls: ECS_CHANGES }],
  facts: [],
  parameters: ['businessHours', 'principals'],
  why: 'A change at three in the morning by somebody who works days is how a stolen session shows. IAM conditions know dates but no hours that come again every day, so only what was done can prove that hours are kept.',
  blindSpots: [
    'Whether people take a role is said by its trust policy, not by the event: of roles only those of Identity Center are judged yet.',
    'Calls that were denied are not judged, nor are calls that only read.',
    'Who is on call is not known: suppress the finding for them, or name them as automation.',
  ],
  remediation: {
    text: 'Ask whoever it names. If it was not them, revoke their sessions and keys; if it was, widen parameters.businessHours or accept the finding with an end.',
    cli: 'aws iam list-access-keys --user-name <user>\naws iam delete-login-profile --user-name <user>',
    cloudFormation:
      'Type: AWS::IAM::User\nProperties:\n  Policies:\n    - PolicyName: sessions-end\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Deny\n            Action: "*"\n            Resource: "*"\n            Condition:\n              DateLessThan:\n                aws:TokenIssueTime: "<now>"\n',
  },
  mappings: [],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html'],
  evaluate: (act, { parameters: { businessHours, principals } }) => {
    if (!businessHours) return notApplicable('no business hours are set');
    const { principal, change } = act;
    const nobody = nobodyActs(act, principals);
    if (nobody !== undefined) return notApplicable(nobody);
    if (principal.kind === 'foreign') return notApplicable('another account’s, with hours of its own');
    if (isWithin(change.eventTime, businessHours)) return passed();
    if (principal.kind !== 'user' && principal.kind !== 'root' && principal.kind !== 'sso')
      return notAvailable('whether people take the role is said by its trust, not by the event');
    const severity = isAmong(act, principals.administrators) ? 'INFORMATIONAL' : 'MEDIUM';
    const message = `changed ECS outside the hours of ${businessHours.zone}`;
    return failedIf([
      { code: 'outside-hours', subject: '-', message, severity, evidence: { calls: [callOf(act)] } },
    ]);
  },
});
