import type { Arn } from '#domain/arn.ts';
import type { Image, ImageUser } from '#domain/image.ts';
import { type Instant, toInstant } from '#domain/instant.ts';
import { digestOf, nameOf, repositoryOfImage } from '#domain/resource.ts';
import { fieldsOf, readText, textsOf } from './fields.ts';

/** An image from one of `imageDetails` of DescribeImages, and who runs it. Never throws. */
export function toImage(arn: Arn, raw: unknown, users: readonly ImageUser[]): Image {
  const fields = fieldsOf(raw) ?? {};
  const pushedAt = toMoment(fields['imagePushedAt']);
  return {
    arn,
    repository: nameOf({ type: 'AWS::ECR::Repository', arn: repositoryOfImage(arn) }),
    digest: digestOf(arn) ?? '',
    tags: textsOf(fields['imageTags']).toSorted(),
    ...(pushedAt !== undefined && { pushedAt }),
    status: readText(fields, 'imageStatus'),
    users,
  };
}

/** A time as the SDK gives it (Date), as the CLI prints it (ISO text) or as the API sends it (seconds since 1970). */
export function toMoment(raw: unknown): Instant | undefined {
  if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? undefined : raw.toISOString();
  if (typeof raw === 'number') return Number.isFinite(raw) ? toInstant(isoOf(raw)) : undefined;
  return toInstant(raw);
}

/** The last moment that JavaScript knows: 8.64e12 seconds after 1970 (ECMA-262, "Time Values"). */
const isoOf = (seconds: number): string | undefined =>
  Math.abs(seconds) <= 8.64e12 ? new Date(seconds * 1000).toISOString() : undefined;
