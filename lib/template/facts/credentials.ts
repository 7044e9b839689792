import type { AccessKey, Credentials } from '#domain/credentials.ts';
import { textOf, textsOf } from '#domain/normalise/fields.ts';
import { outside, type Reader } from './reader.ts';

/** What the template gives a user to sign in with. Devices for MFA are the user's own to bring. */
export const readCredentials: Reader<Credentials> = (
  { declared: { logicalId, properties } },
  account,
  { now },
) => {
  const name = account.names.ref(logicalId);
  const devices = account.by('AWS::IAM::VirtualMFADevice', 'users', name, (device) =>
    textsOf(device.properties['Users']),
  );
  const consolePassword = properties['LoginProfile'] !== undefined;
  if (consolePassword && devices.length === 0)
    return outside('whether a user who may sign in to the console has an MFA device');
  const accessKeys = account
    .having('AWS::IAM::AccessKey', 'UserName', name)
    .map((key): AccessKey => ({ active: textOf(key.properties['Status']) !== 'Inactive', createdAt: now }));
  return { value: { consolePassword, mfaDevices: devices.length, accessKeys } };
};
