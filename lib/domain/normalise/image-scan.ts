import type { PlatformScan, Vulnerability } from '#domain/image.ts';
import { at, text } from '#domain/json.ts';
import { type Fields, fieldsOf, objectsOf, readText, textOf } from './fields.ts';
import { toMoment } from './image.ts';

/**
 * One image's scan from the answers of DescribeImageScanFindings, page by page; none: it was never scanned. Basic
 * scanning fills `findings`, enhanced scanning `enhancedFindings`. Never throws.
 */
export function toPlatformScan(digest: string, pages: readonly unknown[]): PlatformScan {
  const answers = pages.map((page) => fieldsOf(page) ?? {});
  const said = fieldsOf(answers[0]?.['imageScanStatus']) ?? {};
  const found = answers.map((each) => fieldsOf(each['imageScanFindings']) ?? {});
  const enhanced = found.flatMap((each) => objectsOf(each['enhancedFindings']));
  const basic = found.flatMap((each) => objectsOf(each['findings']));
  const status = readText(said, 'status');
  const description = textOf(said['description']);
  const completedAt = toMoment(found[0]?.['imageScanCompletedAt']);
  const distribution = enhanced.map(platformOf).find((each) => each !== undefined);
  return {
    digest,
    status,
    ...(description !== undefined && { description }),
    ...(completedAt !== undefined && { completedAt }),
    // Continuous scanning is ACTIVE; basic scanning never is.
    enhanced: enhanced.length > 0 || status === 'ACTIVE',
    ...(distribution !== undefined && { distribution }),
    vulnerabilities: [...enhanced.flatMap(fromEnhanced), ...basic.map(fromBasic)],
  };
}

const platformOf = (finding: Fields): string | undefined =>
  objectsOf(finding['resources'])
    .map((each) => text(each, 'details', 'awsEcrContainerImage', 'platform'))
    .find((each) => each !== undefined);

/** Basic scanning tells neither fixes nor exploits, nor since when. */
function fromBasic(finding: Fields): Vulnerability {
  const attributes = new Map(objectsOf(finding['attributes']).map((each) => [each['key'], each['value']]));
  return {
    id: nameIn(finding['name']),
    package: nameIn(attributes.get('package_name')),
    severity: severityIn(finding),
    fix: 'unknown',
    exploit: false,
    status: 'ACTIVE',
  };
}

/** One for each package: one may have a fix where another has none. */
function fromEnhanced(finding: Fields): readonly Vulnerability[] {
  const details = fieldsOf(finding['packageVulnerabilityDetails']) ?? {};
  const packages = objectsOf(details['vulnerablePackages']);
  const firstSeenAt = toMoment(finding['firstObservedAt']);
  const common = {
    id: nameIn(details['vulnerabilityId'] ?? finding['title']),
    severity: severityIn(finding),
    exploit: finding['exploitAvailable'] === 'YES',
    status: textOf(finding['status']) ?? 'ACTIVE',
    ...(firstSeenAt !== undefined && { firstSeenAt }),
  };
  const each = packages.length > 0 ? packages : [{}];
  return each.map((one) => ({ ...common, package: nameIn(at(one, 'name')), fix: fixOf(one, finding) }));
}

/** A version that fixes it is named for each package (`NotAvailable` where there is none); else what is said of all. */
function fixOf(one: unknown, finding: Fields): Vulnerability['fix'] {
  const fixedIn = text(one, 'fixedInVersion');
  if (fixedIn !== undefined) return /^not\s*available$/i.test(fixedIn) ? 'none' : 'available';
  switch (finding['fixAvailable']) {
    case 'YES':
      return 'available';
    case 'NO':
      return 'none';
    default:
      return 'unknown';
  }
}

const severityIn = (finding: Fields): string => textOf(finding['severity'])?.toUpperCase() ?? 'UNDEFINED';

/** Ids and names of packages come from the image: what is not plain is cut, as they stand in subjects. */
const nameIn = (raw: unknown): string => {
  const name = textOf(raw)
    ?.replace(/[^\w.+:/@~-]/g, '')
    .slice(0, 100);
  return name === undefined || name === '' ? '-' : name;
};
