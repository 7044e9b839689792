import { defineControl } from '#domain/control.ts';
import { failedIf, passed } from '#domain/evaluation.ts';

export default defineControl({
  id: 'iam-user-console-mfa',
  title: 'Users with a console password have MFA',
  guidance: ['IAM-5'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::IAM::User',
  facts: ['credentials'],
  parameters: [],
  why: 'A password alone is stolen, guessed or used again elsewhere; whoever has it has the console.',
  blindSpots: [
    'Any kind of device counts, passkeys and virtual ones too.',
    'Federated people and those of Identity Center are asked for MFA by their provider, which the account does not see.',
    'Whether the device was asked for at a sign-in shows in console-sign-in-without-mfa.',
  ],
  remediation: {
    text: 'Register a device for the user, or take the password away where the console is not needed.',
    cli: 'aws iam delete-login-profile --user-name <user>',
    cloudFormation:
      'Type: AWS::IAM::User\nProperties:\n  UserName: <user>\n---\nType: AWS::IAM::VirtualMFADevice\nProperties:\n  Users:\n    - <user>\n',
  },
  mappings: [
    { framework: 'Security Hub', id: 'IAM.5' },
    { framework: 'NIST 800-53 r5', id: 'IA-2(1)' },
  ],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable.html'],
  evaluate: ({ credentials: { consolePassword, mfaDevices } }) => {
    if (!consolePassword) return passed('it has no console password');
    if (mfaDevices > 0) return passed();
    const message = 'it has a console password and no MFA device';
    return failedIf([{ code: 'no-mfa-device', subject: '-', message }]);
  },
});
