import { type Origin, originFacts, originOf } from '#controls/image-origin.ts';
import { evidenceOfUse, overPlatforms } from '#controls/over-platforms.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notApplicable, notAvailable, passed } from '#domain/evaluation.ts';
import type { Image } from '#domain/image.ts';

export default defineControl({
  id: 'image-from-scratch',
  title: 'Images in use are built from scratch or on an approved base',
  guidance: ['CMP-3'],
  severity: 'LOW',
  version: 2,
  resourceType: 'AWS::ECR::Image',
  facts: ['image', 'imageContent'],
  optionalFacts: ['imageScan', 'approvedBases'],
  parameters: ['approvedBaseImages', 'knownPublicBases'],
  why:
    'What comes with a base image nobody of yours has looked at: tools an attacker finds ready, packages that must be ' +
    'updated, and now and then something malicious. MEDIUM once approved bases are set, for then there is a rule to keep.',
  blindSpots: [
    'Each verdict says what it rests on: proof (layers, scan), declared (by whoever built it) or history (which can be forged). Only a proof holds against somebody who wants to deceive.',
    'Layers are never downloaded: a distribution that is copied in whole, squashed, or built by a tool without history is not recognised, and then nothing is said.',
    'Of an approved base named by its tag only the image that the tag names now counts; name the repository to approve all that it keeps (the newest hundred).',
  ],
  remediation: {
    text:
      'Build FROM scratch with nothing but your program, or on a base that you list under approvedBaseImages; annotate ' +
      'the image with org.opencontainers.image.base.name and .digest.',
    cli: 'aws ecr batch-get-image --repository-name <repository> --image-ids imageDigest=<digest> --query "images[].imageManifest"',
    cloudFormation:
      '# An image has no template: its Dockerfile decides, here one of two stages.\n# FROM golang AS build\n# RUN CGO_ENABLED=0 go build -o /app\n# FROM scratch\n# COPY --from=build /app /app\nType: AWS::ECR::Repository\n',
  },
  mappings: [],
  references: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html'],
  evaluate: ({ image, imageContent: content, imageScan, approvedBases }, { parameters }) =>
    overPlatforms(content, (platform): Evaluation => {
      if (platform.config.os === 'windows')
        return notApplicable('images of Windows cannot be built from scratch');
      const origin = originOf(platform, originFacts(content, { imageScan, approvedBases }, parameters));
      return verdictOn(origin, image, parameters.approvedBaseImages.length > 0);
    }),
});

function verdictOn(origin: Origin, image: Image, hasRule: boolean): Evaluation {
  if (origin.kind === 'unknown') return notAvailable(origin.why);
  if (origin.kind !== 'other-base') return passed(`${origin.why}; basis: ${origin.basis}`);
  const { base, basis, why } = origin;
  return failedIf([
    {
      code: 'other-base',
      subject: base,
      message: why,
      severity: hasRule ? 'MEDIUM' : 'LOW',
      evidence: { basis, ...evidenceOfUse(image) },
    },
  ]);
}
