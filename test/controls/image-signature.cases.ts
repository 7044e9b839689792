import type { ImageSignatures } from '#domain/image-content.ts';
import { image } from '../support/images.ts';
import type { Cases } from './cases.ts';

const given = (says: Partial<ImageSignatures>) => ({
  facts: {
    image: image(),
    imageSignatures: { read: true, signing: [], referrers: [], signatureTag: false, ...says },
  },
  parameters: { signing: { required: true } },
});
const managed = (...statuses: readonly string[]) =>
  given({ signing: statuses.map((status) => ({ profile: 'arn:aws:signer:x', status })) });
const unsigned = { reasons: ['not-signed -'], severity: 'INFORMATIONAL' as const };

export default {
  passes: {
    'signed when it was pushed': managed('COMPLETE'),
    'by one profile of two': managed('FAILED', 'COMPLETE'),
    'a signature of Notation': given({ referrers: ['application/vnd.cncf.notary.signature'] }),
    'a bundle of Sigstore': given({ referrers: ['application/vnd.dev.sigstore.bundle.v0.3+json'] }),
    "cosign's tag": given({ signatureTag: true }),
  },
  fails: {
    'no signature': { ...given({}), ...unsigned },
    'signing failed': { ...managed('FAILED'), ...unsigned },
    'a list of what is in it is no signature': {
      ...given({ referrers: ['application/spdx+json'] }),
      ...unsigned,
    },
  },
  notApplicable: {
    'signatures are not required': {
      ...given({}),
      parameters: { signing: { required: false } },
      why: /not required/,
    },
  },
  notAvailable: {
    'being signed': { ...managed('IN_PROGRESS'), why: /being signed/ },
    'not read': { ...given({ read: false }), why: /not read/ },
  },
  worse: { cannotGetWorse: 'an image is signed or it is not' },
} satisfies Cases;
