import { defineBehaviour } from '#domain/behaviour.ts';
import { failedIf, notApplicable, notAvailable, passed } from '#domain/evaluation.ts';

export default defineBehaviour({
  id: 'console-sign-in-without-mfa',
  title: 'Nobody signs in to the console without MFA',
  guidance: ['IAM-5'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::IAM::User',
  alsoOn: ['AWS::::Account'],
  events: [{ service: 'signin', calls: ['ConsoleLogin'] }],
  facts: ['eventHistory'],
  parameters: [],
  why: 'A password alone, once phished or reused, opens the console to whoever has it. The second factor is what keeps a stolen password from being an incident.',
  blindSpots: [
    'People who sign in through Identity Center, SAML or another provider use MFA there or not; AWS is not told.',
    'A sign-in whose event is lost on its way is not found later: CloudTrail’s event history is not read yet.',
    'A sign-in at the page of a region that is neither watched nor the partition’s global one is not seen.',
    'Keys are not sign-ins: whoever uses one without MFA is judged by what they call.',
  ],
  remediation: {
    text: 'Give the user an MFA device, and deny everything but that to sessions without MFA. For root, enable a device in the console as root.',
    cli: 'aws iam list-mfa-devices --user-name <user>\naws iam create-virtual-mfa-device --virtual-mfa-device-name <user> --outfile qr.png --bootstrap-method QRCodePNG',
    cloudFormation:
      'Type: AWS::IAM::User\nProperties:\n  UserName: <user>\n  ManagedPolicyArns:\n    - <policy that denies all without aws:MultiFactorAuthPresent>\n',
  },
  mappings: [{ framework: 'Security Hub', id: 'IAM.5' }],
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html',
  ],
  evaluate: ({ principal, signIn }) => {
    if (principal.kind !== 'user' && principal.kind !== 'root')
      return notApplicable('signed in through another provider, which asks for MFA or not');
    if (signIn?.succeeded !== true) return notApplicable('the sign-in did not succeed');
    if (signIn.mfa === undefined) return notAvailable('the record does not say whether MFA was used');
    if (signIn.mfa === 'yes') return passed();
    const message = 'signed in to the console with a password alone';
    return failedIf([{ code: 'no-mfa', subject: '-', message }]);
  },
});
