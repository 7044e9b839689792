import { callOf, isAmong, nobodyActs } from '#controls/acting.ts';
import { privilegeOf, SAYS } from '#controls/privileged.ts';
import { takersOf } from '#controls/takers.ts';
import type { Act } from '#domain/act.ts';
import { defineBehaviour } from '#domain/behaviour.ts';
import { type Evaluation, failedIf, notApplicable, notAvailable, passed } from '#domain/evaluation.ts';
import type { RoleTrust } from '#domain/identity.ts';
import { isUnavailable, sayUnavailable, type Unavailable } from '#domain/reading.ts';
import { placeOf } from '#domain/resource.ts';
import { ECS_CHANGES } from '#domain/triggers/ecs-events.ts';

export default defineBehaviour({
  id: 'ecs-privileged-action-without-mfa',
  title: 'People run, change and delete in ECS with MFA only',
  guidance: ['IAM-5'],
  severity: 'HIGH',
  version: 2,
  resourceType: 'AWS::IAM::User',
  alsoOn: ['AWS::IAM::Role', 'AWS::::Account'],
  events: [{ service: 'ecs', calls: ECS_CHANGES.filter((call) => privilegeOf(call) !== undefined) }],
  facts: ['roleTrust'],
  parameters: ['principals'],
  why: 'Whoever can run a task, open a shell in one or delete a service without a second factor needs no more than a stolen password or session to do it in somebody else’s name.',
  blindSpots: [
    'A long-term access key has no session, so MFA cannot be told of it: ecs-call-with-long-term-key finds those calls.',
    'Whether people take a role is said by its trust policy: where that lets in people of the account and services or other roles alike, the event does not tell who it was, and the call is not judged. Nor is it where only another account is let in.',
    'People of Identity Center, SAML and OIDC are asked for MFA at their provider, which AWS is not told of.',
  ],
  remediation: {
    text: 'Require MFA where the permission is given: a condition on aws:MultiFactorAuthPresent in the user’s policy and in the trust of roles that people take.',
    cli: 'aws iam list-mfa-devices --user-name <user>\naws iam list-attached-user-policies --user-name <user>',
    cloudFormation:
      'Type: AWS::IAM::User\nProperties:\n  Policies:\n    - PolicyName: ecs-needs-mfa\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Deny\n            Action: ecs:*\n            Resource: "*"\n            Condition:\n              BoolIfExists:\n                aws:MultiFactorAuthPresent: "false"\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html',
  ],
  evaluate: (act, { parameters: { principals }, facts: { roleTrust } }) => {
    const { principal, key, mfa, call } = act;
    const nobody = nobodyActs(act, principals);
    if (nobody !== undefined) return notApplicable(nobody);
    if (principal.kind === 'sso' || principal.kind === 'federated')
      return notApplicable('signed in through another provider, which asks for MFA or not');
    if (principal.kind === 'foreign')
      return notApplicable('another account’s; what it asks for is not known here');
    if (mfa === 'yes') return passed();
    if (key.kind === 'long-term') return notApplicable('a long-term key has no session that could have MFA');
    if (mfa === undefined) return notAvailable('the record does not say whether MFA was used');
    if (principal.kind !== 'user' && principal.kind !== 'root') {
      const other = unlessTakenByPeople(act, roleTrust);
      if (other) return other;
    }
    const subject = privilegeOf(call) ?? 'change';
    const severity = isAmong(act, principals.administrators) ? 'INFORMATIONAL' : 'HIGH';
    const message = `${SAYS[subject].did} in ECS in a session without MFA`;
    return failedIf([{ code: 'no-mfa', subject, message, severity, evidence: { calls: [callOf(act)] } }]);
  },
});

/** Undefined: people take the role, and nobody else does. */
function unlessTakenByPeople(
  { principal }: Act,
  known: RoleTrust | Unavailable | undefined,
): Evaluation | undefined {
  if (!known || !principal.resource)
    return notAvailable('whether people take the role is said by its trust, not by the event');
  if (isUnavailable(known)) return notAvailable(`who may take the role: ${sayUnavailable(known)}`);
  if (!known.trust) return notAvailable('its trust policy is not said');
  const takers = takersOf(known.trust, placeOf(principal.resource.arn).account);
  if (typeof takers === 'string') return notAvailable(takers);
  if (!takers.has('people')) return notApplicable('its trust lets in no people of this account');
  return takers.size === 1
    ? undefined
    : notAvailable(
        `its trust lets in people and ${[...takers].filter((each) => each !== 'people').join(', ')}`,
      );
}
