import { isAmong } from '#controls/acting.ts';
import {
  called,
  cameToSomething,
  type Means,
  ON_BUCKETS,
  ON_KEYS,
  ON_TRAILS,
  TAMPERING,
} from '#controls/tampering.ts';
import type { Act } from '#domain/act.ts';
import type { Arn } from '#domain/arn.ts';
import { defineBehaviour } from '#domain/behaviour.ts';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  passed,
  type Reason,
} from '#domain/evaluation.ts';
import { isOwn } from '#domain/own.ts';
import type { Severity } from '#domain/severity.ts';
import type { Edge } from '#domain/use.ts';

export default defineBehaviour({
  id: 'trail-tampering',
  title: 'Nobody stops the audit trail, alters its log or blinds the monitor',
  guidance: ['AUD-2', 'AUD-3'],
  severity: 'CRITICAL',
  version: 1,
  resourceType: 'AWS::IAM::Role',
  alsoOn: ['AWS::IAM::User', 'AWS::::Account'],
  events: TAMPERING,
  facts: ['eventHistory'],
  readsUsers: true,
  urgent: true,
  parameters: ['principals'],
  why: 'Whoever means harm blinds those who watch first: a trail that is stopped, a log that is deleted, a rule that is disabled. What comes after leaves no trace, so this is told at once, attempts that were denied too.',
  blindSpots: [
    'When the only trail is stopped, or the rule that brings these events is disabled, this event may be the last that comes, or may not come: the canary notices that, not this control.',
    'Which bucket and key are a trail’s is known from trails of this account that were looked at; a trail of the organisation keeps its log in an account where this monitor sees nothing.',
    'What the monitor is made of is told by its deployment: rules of all watched regions; functions, tables, queues, topics, schedules and keys of the home region. Roles and log groups are not held here, nor dead letters and topics of forwarders.',
    'A part that a template changes for one of parameters.principals.maintainers passes as its deployment: the record does not say which template it was, so whoever may deploy as that role may do this.',
    'The record of a denied call often says nothing of what it was made on: then only calls on trails are told.',
    'A new subscriber of a topic is not told of: that is how recipients are added. A link to unsubscribe in a mail acts without a principal, and doctor counts subscriptions.',
    'Files of the log that are deleted one by one are data events, which reach no event bus by themselves.',
  ],
  remediation: {
    text: 'If it was not yours, treat it as an incident: end the sessions of the principal, start the trail again, and look at what was done meanwhile in CloudTrail’s event history, which nobody can switch off. If it was, name the role in parameters.principals.maintainers, or deny these calls to everybody else by a service control policy.',
    cli: 'aws cloudtrail start-logging --name <trail>\naws cloudtrail get-event-selectors --trail-name <trail>\naws cloudtrail lookup-events --lookup-attributes AttributeKey=ReadOnly,AttributeValue=false',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  Policies:\n    - PolicyName: keep-the-trail\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Deny\n            Action: ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:UpdateTrail", "cloudtrail:PutEventSelectors"]\n            Resource: "*"\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html',
  ],
  concerns: (act, own) => {
    if (!cameToSomething(act)) return false;
    if (act.service === 'cloudtrail') return true;
    if (act.service === 's3' || act.service === 'kms') return act.touched.length > 0;
    return act.touched.some((arn) => isOwn(own, arn));
  },
  evaluate: (act, { parameters: { principals }, own, users }) => {
    const isMaintainer = isAmong(act, principals.maintainers);
    const parts = act.touched.filter((arn) => isOwn(own, arn));
    if (parts.length > 0) return ofParts(act, parts, isMaintainer);
    const reason = (means: Means | undefined, arn: Arn | undefined): readonly Reason[] =>
      means ? [reasonOf(act, means, arn, isMaintainer)] : [];
    if (act.service === 'cloudtrail') return failedIf(reason(ON_TRAILS[act.call], act.touched[0]));
    if (!users) return notAvailable('whether a trail uses it is said by the trails, not by the event');
    const [means, feature] =
      act.service === 's3' ? [ON_BUCKETS[act.call], 'trail-log'] : [ON_KEYS[act.call], 'trail-key'];
    const used = usedFor(feature, act.touched, users);
    return used.length === 0
      ? notApplicable('no trail that is known uses it')
      : failedIf(used.flatMap((arn) => reason(means, arn)));
  },
});

const usedFor = (feature: string, touched: readonly Arn[], users: readonly Edge[]): readonly Arn[] =>
  touched.filter((arn) => users.some(({ used, features }) => used === arn && features.includes(feature)));

const PART: Means = { code: 'change-monitor', did: 'changed the monitor’s own' };

/** A part whose deployment is told apart by how it acts: through CloudFormation, as a role that deploys. */
function ofParts(act: Act, parts: readonly Arn[], isMaintainer: boolean): Evaluation {
  if (isMaintainer && act.through === 'cloudformation.amazonaws.com')
    return passed('deployed by CloudFormation');
  return failedIf(parts.map((arn) => reasonOf(act, PART, arn, isMaintainer)));
}

/** The code says what was done and the subject to what; a maintainer may, but never end the recording. */
function reasonOf(
  act: Act,
  { code, did, always }: Means,
  arn: Arn | undefined,
  isMaintainer: boolean,
): Reason {
  const call = `${act.service}:${act.call.replace(/\d{8}(?:v\d)?$/, '')}`;
  const subject = called(arn);
  const gravity = (severity: Severity): Severity => (isMaintainer && !always ? 'INFORMATIONAL' : severity);
  const evidence = { calls: [call] };
  return act.failed === undefined
    ? {
        code,
        subject,
        message: `${did} ${subject === '-' ? 'that the record does not name' : subject}`,
        severity: gravity('CRITICAL'),
        evidence,
      }
    : {
        code: `denied-${code}`,
        subject,
        message: `was denied ${call} on ${subject === '-' ? 'what the record does not name' : subject}`,
        severity: isMaintainer ? 'INFORMATIONAL' : 'HIGH',
        evidence,
      };
}
