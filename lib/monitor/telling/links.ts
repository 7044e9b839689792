import { parseArn } from '#domain/arn.ts';
import type { Change } from '#domain/change.ts';
import { partitionOf } from '#domain/partition.ts';
import { nameOf, placeOf, type Resource, typeSpec } from '#domain/resource.ts';

/** Where the pages of the controls are read. */
const DOCS_BASE = 'https://github.com/ecs-warden/ecs-warden/blob/main/docs/controls/';

/** Console hosts that are publicly known; other partitions get no link rather than a guessed one. */
const CONSOLE_HOSTS: Readonly<Record<string, (region: string) => string>> = {
  aws: (region) => `${region}.console.aws.amazon.com`,
  'aws-cn': (region) => `${region}.console.amazonaws.cn`,
  'aws-us-gov': () => 'console.amazonaws-us-gov.com',
};

/** The console of a region, when region and partition are real and belong together. */
function consoleHost(partition: string, region: string): string | undefined {
  return partitionOf(region)?.id === partition ? CONSOLE_HOSTS[partition]?.(region) : undefined;
}

/** What AWS lets names be made of; anything else gets no link. */
const SAFE_PATH = /^\w[\w.-]{0,255}(\/\w[\w.-]{0,255}){0,9}$/;
/** A page's own part names one thing: `VpcDetails:VpcId=vpc-1`. */
const SAFE_OWN = /^\w+:\w+=[\w-]{1,255}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** What the addresses of pages are made from; what a resource has none of is empty. */
function partsOf({ type, arn }: Resource): Readonly<Record<string, string>> {
  const { account = '', resource: path = '' } = parseArn(arn) ?? {};
  const name = nameOf({ type, arn });
  const [, cluster = '', own] = path.split('/');
  const [repository = '', digest = ''] = name.split('@');
  return {
    name,
    account,
    repository,
    cluster: own === undefined ? '' : cluster,
    digest: DIGEST.test(digest) ? digest : '',
  };
}

const PART = /\{(\w+)\}/g;

/** The address of the resource's page within the console; undefined where a part of it is missing. */
function pageOf(resource: Resource): string | undefined {
  const { page } = typeSpec(resource.type);
  const parts = partsOf(resource);
  const isWhole = page?.matchAll(PART).every(([, part = '']) => parts[part] !== '');
  return isWhole ? page?.replaceAll(PART, (_, part: string) => parts[part] ?? '') : undefined;
}

/** The resource in the AWS console; undefined when there is no page, or no safe address of it. */
export function consoleUrl(resource: Resource): string | undefined {
  const { partition, region } = placeOf(resource.arn);
  const host = consoleHost(partition, region);
  const [path = '', own] = (pageOf(resource) ?? '').split('#');
  if (host === undefined || !SAFE_PATH.test(path.replaceAll('sha256:', ''))) return undefined;
  if (own !== undefined && !SAFE_OWN.test(own)) return undefined;
  const page = `https://${host}/${path.split('/').map(encodeURIComponent).join('/')}?region=${region}`;
  return own === undefined ? page : `${page}#${own}`;
}

/** The event in CloudTrail's event history (90 days); undefined for native events, which are not there. */
export function eventUrl({ eventId, eventName }: Change, resource: Resource): string | undefined {
  const { partition, region } = placeOf(resource.arn);
  const host = consoleHost(partition, region);
  const known =
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(eventId) && /^[A-Za-z0-9]+$/.test(eventName);
  return known && host !== undefined
    ? `https://${host}/cloudtrailv2/home?region=${region}#/events/${eventId}`
    : undefined;
}

/** The control's page; undefined for what is no control's id. */
export const controlUrl = (controlId: string): string | undefined =>
  /^[a-z0-9-]{1,80}$/.test(controlId) ? `${DOCS_BASE}${controlId}.md` : undefined;
