import { evidenceOfUse } from '#controls/over-platforms.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf, notApplicable, notAvailable, passed } from '#domain/evaluation.ts';

/** Types of artifacts that are signatures: Notation's and cosign's (their specifications). */
const SIGNATURE = /^application\/vnd\.(cncf\.notary\.signature|dev\.cosign\..*|dev\.sigstore\.bundle.*)$/;

export default defineControl({
  id: 'image-signature',
  title: 'Images in use are signed',
  guidance: ['CMP-1'],
  severity: 'INFORMATIONAL',
  version: 1,
  resourceType: 'AWS::ECR::Image',
  facts: ['image', 'imageSignatures'],
  parameters: ['signing'],
  why:
    'A signature ties an image to the pipeline that built it: whoever pushes past the pipeline has none. It is asked ' +
    'for only where signing.required is set.',
  blindSpots: [
    'That signing was done is seen, not that the signature is genuine, by whom it is, or that it was not revoked: only a verifier with your keys can tell.',
    'ECS does not verify signatures when it starts a task.',
    'A signature on the index is looked for where the index runs by its digest, and on the single image where that does.',
  ],
  remediation: {
    text: 'Sign images when they are pushed: by a signing rule of the registry, or in the pipeline with Notation or cosign.',
    cli: 'aws ecr describe-image-signing-status --repository-name <repository> --image-id imageDigest=<digest>',
    cloudFormation:
      '# Signing rules belong to the registry (PutSigningConfiguration), not to:\nType: AWS::ECR::Repository\n',
  },
  mappings: [],
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-signing.html'],
  evaluate: ({ image, imageSignatures: signatures }, { parameters }) => {
    if (!parameters.signing.required)
      return notApplicable('signatures are not required (signing.required is not set)');
    if (!signatures.read) return notAvailable('its signatures were not read');
    const isSigned =
      signatures.signing.some(({ status }) => status === 'COMPLETE') ||
      signatures.referrers.some((type) => SIGNATURE.test(type)) ||
      signatures.signatureTag;
    if (isSigned) return passed('signing was done; whether the signature is genuine is not verified');
    const statuses = signatures.signing.map(({ status }) => status);
    if (statuses.includes('IN_PROGRESS')) return notAvailable('it is being signed');
    const message = statuses.includes('FAILED') ? 'signing it failed' : 'no signature of it is recorded';
    return failedIf([{ code: 'not-signed', subject: '-', message, evidence: evidenceOfUse(image) }]);
  },
});
