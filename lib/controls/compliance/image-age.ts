import { daysBetween, isOlderThan } from '#controls/ages.ts';
import { evidenceOfUse, overPlatforms } from '#controls/over-platforms.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, passed, together } from '#domain/evaluation.ts';
import { type Image, type ImageSuccessors, movedTags } from '#domain/image.ts';
import type { PlatformImage } from '#domain/image-content.ts';
import type { Instant } from '#domain/instant.ts';
import { isUnavailable, sayUnavailable, type Unavailable } from '#domain/reading.ts';

/** Builds that are to be reproducible set the date to a fixed one of the past: 0, 1970, 1980. */
const FIRST_CONTAINERS: Instant = '2013-01-01T00:00:00.000Z';

export default defineControl({
  id: 'image-age',
  title: 'Images in use are built again from time to time, and what was built is deployed',
  guidance: ['CMP-4'],
  severity: 'LOW',
  version: 2,
  resourceType: 'AWS::ECR::Image',
  facts: ['image', 'imageContent'],
  optionalFacts: ['imageSuccessors'],
  parameters: ['imageMaxAgeDays', 'imageDriftHours'],
  why:
    'An image that nobody builds again keeps the libraries of the day it was built: every vulnerability found since ' +
    'then runs on. So does one that was built again and never deployed.',
  blindSpots: [
    'The date of the build is the one that the builder wrote; where it is a fixed one (reproducible builds) the date of the push counts, which a replication or a second push renews.',
    'A new build of old libraries counts as new: what is in it, image-vulnerabilities judges.',
    'A newer image is known by the tag that the definition names; where it names a digest, or each build has a tag of its own, none is known.',
  ],
  remediation: {
    text: 'Build the image again on current bases and libraries, push it, and deploy it; build on a schedule.',
    cli: 'aws ecs update-service --cluster <cluster> --service <service> --task-definition <family:revision> --force-new-deployment',
    cloudFormation:
      '# The pipeline that pushes to this repository decides how often images are built.\nType: AWS::ECR::Repository\n',
  },
  mappings: [],
  references: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html'],
  evaluate: ({ image, imageContent, imageSuccessors }, { parameters, now }) => {
    const age = overPlatforms(imageContent, (platform) =>
      judge(image, platform, parameters.imageMaxAgeDays, now),
    );
    if (age.status === 'NOT_APPLICABLE') return age;
    const newer = successors(image, imageSuccessors, parameters.imageDriftHours, now);
    return together([age, ...newer], age);
  },
});

/** Whether a newer one waits under each of the tags that it is run by. */
function successors(
  image: Image,
  found: ImageSuccessors | Unavailable,
  hours: number,
  now: Instant,
): readonly Evaluation[] {
  const tags = movedTags(image);
  if (isUnavailable(found)) return tags.length === 0 ? [] : [notAvailable(sayUnavailable(found))];
  return tags.map((tag): Evaluation => {
    const named = found[tag];
    if (named === undefined) return notAvailable(`what tag ${tag} names now was not read`);
    // The tag is gone: nothing newer waits under it.
    if (named === 'gone') return passed();
    if (isUnavailable(named)) return notAvailable(sayUnavailable(named));
    if (named.digests.includes(image.digest)) return passed();
    const { pushedAt } = named;
    if (pushedAt === undefined) return notAvailable(`since when tag ${tag} names another image is not known`);
    // Given back to an older image, it names nothing newer.
    const isNewer = image.pushedAt === undefined || pushedAt > image.pushedAt;
    if (!isNewer || !isOlderThan(pushedAt, hours / 24, now)) return passed();
    return failedIf([
      {
        code: 'newer-waits',
        subject: tag,
        message: `a newer image waits under tag ${tag}, and is not deployed`,
        evidence: { newer: named.arn, since: pushedAt, ...evidenceOfUse(image) },
      },
    ]);
  });
}

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
