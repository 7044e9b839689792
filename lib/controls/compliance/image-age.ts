import { daysBetween, isOlderThan } from '#controls/ages.ts';
import { evidenceOfUse, overPlatforms } from '#controls/over-platforms.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, passed } from '#domain/evaluation.ts';
import type { Image } from '#domain/image.ts';
import type { PlatformImage } from '#domain/image-content.ts';
import type { Instant } from '#domain/instant.ts';

/** Builds that are to be reproducible set the date to a fixed one of the past: 0, 1970, 1980. */
const FIRST_CONTAINERS: Instant = '2013-01-01T00:00:00.000Z';

export default defineControl({
  id: 'image-age',
  title: 'Images in use are built again from time to time',
  guidance: ['CMP-4'],
  severity: 'LOW',
  version: 1,
  resourceType: 'AWS::ECR::Image',
  facts: ['image', 'imageContent'],
  parameters: ['imageMaxAgeDays'],
  why:
    'An image that nobody builds again keeps the libraries of the day it was built: every vulnerability found since ' +
    'then runs on.',
  blindSpots: [
    'The date of the build is the one that the builder wrote; where it is a fixed one (reproducible builds) the date of the push counts, which a replication or a second push renews.',
    'A new build of old libraries counts as new: what is in it, image-vulnerabilities judges.',
    'Whether a newer image waits under the same tag is judged at the family, by running-task-trusted-image.',
  ],
  remediation: {
    text: 'Build the image again on current bases and libraries, push it, and deploy it; build on a schedule.',
    cli: 'aws ecs update-service --cluster <cluster> --service <service> --task-definition <family:revision> --force-new-deployment',
    cloudFormation:
      '# The pipeline that pushes to this repository decides how often images are built.\nType: AWS::ECR::Repository\n',
  },
  mappings: [],
  references: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html'],
  evaluate: ({ image, imageContent }, { parameters, now }) =>
    overPlatforms(imageContent, (platform) => judge(image, platform, parameters.imageMaxAgeDays, now)),
});

function judge(image: Image, { config }: PlatformImage, maxAgeDays: number, now: Instant): Evaluation {
  const built =
    config.created !== undefined && config.created >= FIRST_CONTAINERS ? config.created : image.pushedAt;
  if (built === undefined) return notAvailable('neither when it was built nor when it was pushed is said');
  if (!isOlderThan(built, maxAgeDays, now)) return passed();
  return failedIf([
    {
      code: 'old-image',
      subject: '-',
      message: `it was built more than ${maxAgeDays} days ago`,
      evidence: { built, days: daysBetween(built, now), ...evidenceOfUse(image) },
    },
  ]);
}
