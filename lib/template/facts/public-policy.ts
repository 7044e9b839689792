import { fieldsOf, objectsOf } from '#domain/normalise/fields.ts';
import type { Unavailable } from '#domain/reading.ts';
import { isUnavailable } from '#domain/reading.ts';
import type { TemplateAccount } from '#template/account.ts';
import type { Declared } from '#template/template.ts';
import { policyText } from './policy-text.ts';

/**
 * What GetBucketPolicyStatus will say of a bucket, as far as the policy alone tells: not public where no statement is for
 * everybody, public where one is without a condition. What S3 makes of conditions is S3's own.
 */
export function isPublicPolicy(
  bucket: Declared,
  account: TemplateAccount,
): { readonly IsPublic: boolean } | Unavailable {
  const policies = account
    .having('AWS::S3::BucketPolicy', 'Bucket', account.names.ref(bucket.logicalId))
    .map(({ properties }) => policyText(properties['PolicyDocument'], 'PolicyDocument'));
  const unread = policies.find(isUnavailable);
  if (unread) return unread;
  const forEverybody = policies
    .flatMap((text) => statementsIn(text))
    .filter((statement) => statement['Effect'] === 'Allow' && isEverybody(statement));
  if (forEverybody.length === 0) return { IsPublic: false };
  return forEverybody.some(({ Condition }) => Condition === undefined)
    ? { IsPublic: true }
    : { unavailable: 'unsupported', what: 'whether S3 takes the conditions of the bucket policy for public' };
}

const statementsIn = (text: unknown) => {
  const statement = fieldsOf(parsed(text))?.['Statement'];
  return objectsOf(Array.isArray(statement) ? statement : [statement]);
};

const parsed = (text: unknown): unknown => {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
};

/** `*`, or anything but some. */
const isEverybody = ({ Principal, NotPrincipal }: Readonly<Record<string, unknown>>): boolean => {
  const aws = fieldsOf(Principal)?.['AWS'];
  return [
    NotPrincipal !== undefined,
    Principal === '*',
    aws === '*',
    Array.isArray(aws) && aws.includes('*'),
  ].includes(true);
};
