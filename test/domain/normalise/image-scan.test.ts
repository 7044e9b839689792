import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { toMoment } from '#domain/normalise/image.ts';
import { toPlatformScan } from '#domain/normalise/image-scan.ts';
import { hostileJson } from '../../support/hostile-json.ts';
import { DIGEST } from '../../support/images.ts';

const NAMES = [
  'imageScanStatus',
  'imageScanFindings',
  'findings',
  'enhancedFindings',
  'attributes',
  'packageVulnerabilityDetails',
  'vulnerablePackages',
  'resources',
  'status',
  'severity',
  'name',
];

const enhanced = (more: object) =>
  toPlatformScan(DIGEST, [
    { imageScanStatus: { status: 'ACTIVE' }, imageScanFindings: { enhancedFindings: [more] } },
  ]);
const finding = {
  severity: 'CRITICAL',
  status: 'ACTIVE',
  firstObservedAt: 1_775_000_000,
  fixAvailable: 'PARTIAL',
  exploitAvailable: 'YES',
  packageVulnerabilityDetails: {
    vulnerabilityId: 'CVE-2026-1',
    vulnerablePackages: [
      { name: 'openssl', fixedInVersion: '3.0.1' },
      { name: 'zlib', fixedInVersion: 'NotAvailable' },
      { name: 'bash' },
    ],
  },
  resources: [{ details: { awsEcrContainerImage: { platform: 'DEBIAN_12' } } }],
};

it('enhanced: one for each package, each with its own fix', () => {
  const { vulnerabilities, distribution } = enhanced(finding);
  expect(distribution).toBe('DEBIAN_12');
  expect(vulnerabilities.map((each) => `${each.id} ${each.package} ${each.fix}`)).toEqual([
    'CVE-2026-1 openssl available',
    'CVE-2026-1 zlib none',
    'CVE-2026-1 bash unknown',
  ]);
  expect(vulnerabilities[0]).toMatchObject({ exploit: true, firstSeenAt: '2026-03-31T23:33:20.000Z' });
});

test.each([
  ['YES', 'available'],
  ['NO', 'none'],
  [undefined, 'unknown'],
])('a fix that is %s for all packages is %s', (fixAvailable, fix) => {
  const packageVulnerabilityDetails = { vulnerabilityId: 'CVE-1', vulnerablePackages: [{ name: 'a' }] };
  expect(enhanced({ fixAvailable, packageVulnerabilityDetails }).vulnerabilities).toMatchObject([{ fix }]);
});

it('basic: neither fix, nor exploit, nor since when', () => {
  const scan = toPlatformScan(DIGEST, [
    {
      imageScanStatus: { status: 'COMPLETE' },
      imageScanFindings: {
        imageScanCompletedAt: new Date('2026-04-01T00:00:00Z'),
        findings: [{ name: 'CVE-1', severity: 'HIGH', attributes: [{ key: 'package_name', value: 'curl' }] }],
      },
    },
  ]);
  expect(scan).toMatchObject({ enhanced: false, completedAt: '2026-04-01T00:00:00.000Z' });
  expect(scan.vulnerabilities).toEqual([
    { id: 'CVE-1', package: 'curl', severity: 'HIGH', fix: 'unknown', exploit: false, status: 'ACTIVE' },
  ]);
});

it('without an answer it was never scanned', () => {
  expect(toPlatformScan(DIGEST, [])).toEqual({
    digest: DIGEST,
    status: undefined,
    enhanced: false,
    vulnerabilities: [],
  });
});

it('names that an image chose cannot forge a line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const packageVulnerabilityDetails = { vulnerabilityId: name, vulnerablePackages: [{ name }] };
      for (const each of enhanced({ packageVulnerabilityDetails }).vulnerabilities)
        expect(`${each.id}${each.package}`).toMatch(/^[\w.+:/@~-]{1,200}$/);
    }),
  );
});

it('never throws, whatever comes', () => {
  fc.assert(
    fc.property(hostileJson(NAMES), (value) => {
      const inside = { imageScanFindings: { enhancedFindings: [value], findings: [value] } };
      expect(toPlatformScan(DIGEST, [value]).digest).toBe(DIGEST);
      expect(toPlatformScan(DIGEST, [inside]).digest).toBe(DIGEST);
      expect(() => toMoment(value)).not.toThrow();
    }),
  );
});

test.each([
  [new Date(Number.NaN), undefined],
  [Number.POSITIVE_INFINITY, undefined],
  [9e12, undefined],
  [0, '1970-01-01T00:00:00.000Z'],
  ['2026-04-01T00:00:00+02:00', '2026-03-31T22:00:00.000Z'],
  ['yesterday', undefined],
])('the time %s is %s', (raw, moment) => {
  expect(toMoment(raw)).toBe(moment);
});
