import {
  anonymousMay,
  type ClientAction,
  type ClientGrant,
  clientGrants,
  rootByName,
} from '#controls/efs-clients.ts';
import { unusedFileSystem } from '#controls/unused-file-system.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, type Reason } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import { placeOf } from '#domain/resource.ts';
import type { Parameters } from '#domain/settings.ts';
import type { Policy } from '#policy/document.ts';
import { parsePolicy } from '#policy/parse.ts';

type Settings = Pick<Parameters, 'trustedAccounts' | 'organizationId'>;

export default defineControl({
  id: 'efs-policy',
  title: 'The policy of a file system lets in only who may use it, and only by TLS',
  guidance: ['IAM-4'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::EFS::FileSystem',
  facts: ['fileSystem', 'fileSystemPolicy'],
  parameters: ['trustedAccounts', 'organizationId'],
  why:
    'The policy decides who may mount a file system besides who can reach it. HIGH where everybody or another account is let ' +
    'in, or plain NFS is not refused; MEDIUM where clients may be root, or where there is no policy: then whoever reaches a ' +
    'mount target has all of it.',
  blindSpots: [
    'The policy is decided, Deny and conditions included, by asking as each client would: docs/policy-decisions.md says with what.',
    'Who reaches a mount target is decided by its security groups and subnets, which are not read here.',
    'Everybody who comes by a mount target counts as the clients of the network, not as everybody.',
    'What roles of this account are let do by policies of their own is judged by other controls.',
  ],
  remediation: {
    text:
      'Let in the task roles by name, by the access point that each is to use, without ClientRootAccess, and deny everything ' +
      'where aws:SecureTransport is false.',
    cli: 'aws efs put-file-system-policy --file-system-id <name> --policy file://policy.json',
    cloudFormation:
      'Type: AWS::EFS::FileSystem\nProperties:\n  FileSystemPolicy:\n    Version: "2012-10-17"\n    Statement:\n' +
      '      - Effect: Allow\n        Principal:\n          AWS: !GetAtt <task-role>.Arn\n' +
      '        Action: [elasticfilesystem:ClientMount, elasticfilesystem:ClientWrite]\n' +
      '      - Effect: Deny\n        Principal: "*"\n        Action: "*"\n        Condition:\n          Bool:\n' +
      '            aws:SecureTransport: false\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html',
    'https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html',
    'https://docs.aws.amazon.com/efs/latest/ug/create-file-system-policy.html',
  ],
  evaluate: ({ fileSystem, fileSystemPolicy: { text } }, { parameters }) => {
    const unused = unusedFileSystem(fileSystem);
    if (unused) return unused;
    if (isUnreadable(text)) return notAvailable(`its policy cannot be read (${text.unreadable})`);
    if (text === undefined) return failedIf([NO_POLICY]);
    const parsed = parsePolicy(text, 'fileSystemPolicy', 'resource');
    return 'errors' in parsed
      ? notAvailable(`its policy cannot be read (${parsed.errors[0].path} ${parsed.errors[0].message})`)
      : judgePolicy(parsed.policy, fileSystem.arn, parameters);
  },
});

const NO_POLICY: Reason = {
  code: 'no-policy',
  subject: '-',
  severity: 'MEDIUM',
  message: 'it has no policy, so whoever reaches a mount target may read, write and be root',
};

function judgePolicy(policy: Policy, arn: string, { trustedAccounts, organizationId }: Settings): Evaluation {
  const { account } = placeOf(arn);
  const grants = clientGrants(policy, {
    resource: arn,
    account,
    ...(organizationId !== undefined && { organizationId }),
  });
  const everybody = grants.filter(({ everyone }) => everyone);
  const others = everybody.length > 0 ? [] : grants.filter(({ who }) => !trustedAccounts.includes(who));
  return failedIf([
    ...everybody.map((grant) => openTo(grant, 'open-to-everybody', 'everybody')),
    ...others.map((grant) => openTo(grant, 'open-to-another', grant.who)),
    ...(anonymousMay(policy, arn, 'ClientMount', false) ? [PLAIN_NFS] : []),
    ...(anonymousMay(policy, arn, 'ClientRootAccess', true)
      ? [root('*', 'every client of the network')]
      : []),
    ...rootByName(policy, arn).map(({ arn: who, name }) => root(who, name)),
  ]);
}

const VERBS: Readonly<Record<ClientAction, string>> = {
  ClientMount: 'read',
  ClientWrite: 'write',
  ClientRootAccess: 'be root',
};

const openTo = ({ who, action }: ClientGrant, code: string, called: string): Reason => ({
  code,
  subject: `${who} ${action}`,
  severity: 'HIGH',
  message: `its policy lets ${called} ${VERBS[action]}`,
});

const PLAIN_NFS: Reason = {
  code: 'plain-nfs',
  subject: '-',
  severity: 'HIGH',
  message: 'its policy lets clients mount it by plain NFS, which signs and encrypts nothing',
};

const root = (who: string, called: string): Reason => ({
  code: 'root-access',
  subject: who,
  severity: 'MEDIUM',
  message: `its policy lets ${called} be root on what is there (ClientRootAccess)`,
});
