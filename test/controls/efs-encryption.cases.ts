import type { FileSystem } from '#domain/file-system.ts';
import { fileSystem } from '../support/facts.ts';
import type { Cases } from './cases.ts';

const { users: _unknown, ...inFile } = fileSystem();
const on = (says: Partial<FileSystem>) => ({ facts: { fileSystem: fileSystem(says) } });
const fails = (given: ReturnType<typeof on>) => ({
  ...given,
  reasons: ['not-encrypted -'],
  severity: 'MEDIUM' as const,
});

export default {
  passes: {
    encrypted: on({}),
    'encrypted, in a file that says not who mounts it': { facts: { fileSystem: inFile } },
  },
  fails: {
    'not encrypted': fails(on({ encrypted: false })),
    'not said: EFS does not encrypt unless it is asked to': fails(on({ encrypted: undefined })),
  },
  notApplicable: {
    'no task mounts it': {
      ...on({ encrypted: false, users: [] }),
      why: /no task definition in use mounts it/,
    },
  },
  notAvailable: {
    'not known yet': {
      ...on({ encrypted: { unreadable: 'Ref Encrypted' } }),
      why: /Encrypted cannot be read.*Ref/,
    },
  },
  worse: { cannotGetWorse: 'a file system is encrypted or it is not' },
} satisfies Cases;
