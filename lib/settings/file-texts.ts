import * as z from 'zod';
import { parseImage } from '#domain/image-reference.ts';
import { didYouMean } from '#domain/nearest.ts';
import { partitionOf } from '#domain/partition.ts';
import { readUntil } from '#domain/until.ts';

/** A text with a check that says what is wrong; `wrong` gives undefined for what is right. */
export const text = (wrong: (value: string) => string | undefined) =>
  z.string().refine((value) => wrong(value) === undefined, {
    error: ({ input }) => wrong(String(input)) ?? 'is wrong',
  });

/** A text that has a form: `such as` shows it. */
const formed = (form: RegExp, says: string) => text((value) => (form.test(value) ? undefined : says));

/** Words of people or names of theirs: not empty, not endless, printable. */
export const oneLine = (limit: number) =>
  text((value) => {
    if (value.trim() === '') return 'must not be empty';
    if (value.length > limit) return `must be at most ${limit} characters`;
    // Line breaks of a folded text are spaces to us; nothing else that is not printable has a meaning here.
    const isPrintable = !/[\p{C}\p{Zl}\p{Zp}]/u.test(value.replace(/\s/g, ' '));
    return isPrintable ? undefined : 'must not hold control characters';
  });

export const region = text((value) =>
  partitionOf(value) ? undefined : 'is no AWS region, such as eu-west-1',
);

export const account = formed(/^\d{12}$/, 'is no account id: twelve digits, in quotes');

export const capability = formed(
  /^(CAP_)?[A-Z][A-Z_]{1,40}$/,
  'is no capability of Linux: capitals, such as NET_ADMIN',
);

/** Source: Organizations API reference, Organization. */
export const organization = formed(
  /^o-[a-z0-9]{10,32}$/,
  'is no id of an organisation, such as o-a1b2c3d4e5',
);

export const email = text((value) =>
  z.email().max(320).safeParse(value).success ? undefined : 'is no e-mail address',
);

/** Source: AWS Chatbot API reference, SlackChannelConfiguration and the CloudFormation type of the same name. */
export const slackWorkspace = formed(/^[0-9A-Z]{1,255}$/, 'is no Slack workspace id, such as T012ABCDEFG');
export const slackChannel = formed(/^[A-Za-z0-9]{1,255}$/, 'is no Slack channel id, such as C012ABCDEFG');

export const clockTime = formed(
  /^([01]\d|2[0-3]):[0-5]\d$/,
  'is no time of day: write HH:MM, 00:00 to 23:59',
);

export const until = text((value) => {
  const read = readUntil(value);
  return 'wrong' in read ? read.wrong : undefined;
});

/** Source: Intl, whose names are those of the IANA database; an offset such as +02:00 would miss summer time. */
export const timeZone = text((value) => {
  if (/^[+-]/.test(value)) return 'is an offset: name a time zone, such as Europe/Berlin';
  try {
    new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions();
    return undefined;
  } catch {
    return `is no time zone of the IANA database${didYouMean(value, Intl.supportedValuesOf('timeZone'))}`;
  }
});

/** Host or host/path, as in an image's name, without scheme, tag or digest. */
export const registry = text((value) => {
  if (/^[a-z]+:\/\//i.test(value)) return 'is an address: write the host only, without https://';
  const form = /^[a-z0-9*]([a-z0-9*.-]*[a-z0-9*])?(:\d{1,5})?(\/[a-z0-9*._-]+)*\/?$/;
  if (value.length > 300 || !form.test(value))
    return 'is no registry: host or host/path in lower case, such as quay.io/shop, `*` within a part';
  if (/^\*[*.]*(:|\/|$)/.test(value)) return 'would trust every registry: switch the control off instead';
  return undefined;
});

/** Source: OCI image specification, `rootfs.diff_ids`. */
export const layerDigest = formed(
  /^sha256:[0-9a-f]{64}$/,
  'is no digest of a layer: sha256: and 64 hexadecimal digits',
);

export const benchTest = formed(
  /^\d(\.\d{1,2}){1,2}$/,
  'is no test of Docker Bench: write its id in quotes, such as "2.2"',
);

/** A service as people name it; names after CreateCluster and CreateService. */
export const service = formed(
  /^[A-Za-z0-9_-]{1,255}\/[A-Za-z0-9_-]{1,255}$/,
  'is no service: write cluster/service, such as shop/web',
);

/** An image in private ECR: only there can its layers be compared with those of others. */
export const baseImage = text((value) => {
  if (/^[a-z]+:\/\//i.test(value)) return 'is an address: write the image only, without https://';
  return parseImage(value)?.privateEcr
    ? undefined
    : 'is no image in private ECR, such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/base/node';
});

/** A range of addresses, of either family. */
export const cidr = text((value) =>
  z.union([z.cidrv4(), z.cidrv6()]).safeParse(value).success
    ? undefined
    : 'is no address range, such as 10.0.0.0/8',
);
