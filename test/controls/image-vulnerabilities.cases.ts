import type { Vulnerability } from '#domain/image.ts';
import {
  content,
  image,
  onInternet,
  platformScan,
  scan,
  sha256,
  standalone,
  vulnerability,
} from '../support/images.ts';
import type { Cases } from './cases.ts';

const given = (
  found: readonly Partial<Vulnerability>[],
  says: Parameters<typeof image>[0] = {},
  status = 'ACTIVE',
) => ({
  facts: {
    image: image(says),
    imageScan: scan(platformScan({ status, vulnerabilities: found.map(vulnerability) })),
    imageContent: content(),
  },
});
const reached = { users: [onInternet] };
const yesterday = '2026-04-13T12:00:00.000Z';
const { firstSeenAt: _firstSeenAt, ...basicFinding } = vulnerability({ fix: 'unknown' });
const basic = (pushedAt: string) => ({
  facts: {
    image: image({ pushedAt }),
    imageScan: scan(platformScan({ status: 'COMPLETE', enhanced: false, vulnerabilities: [basicFinding] })),
    imageContent: content(),
  },
});
const DENIED = {
  unavailable: 'denied',
  what: 'ecr:DescribeImageScanFindings',
  digest: sha256('arm'),
} as const;
const critical = { reasons: ['critical-vulnerability CVE-2026-0001 openssl'], severity: 'HIGH' as const };
const page = { reasons: ['exploitable-vulnerability CVE-2026-0001 openssl'], severity: 'CRITICAL' as const };
const many = Array.from({ length: 300 }, (_, index) => ({
  id: `CVE-2026-${1000 + index}`,
  package: `package-${String(index).padStart(3, '0')}`,
}));

export default {
  passes: {
    'nothing found': given([]),
    'a critical one within its days': given([{ firstSeenAt: '2026-04-08T12:00:00.000Z' }]),
    'a high one within its days': given([{ severity: 'HIGH', firstSeenAt: '2026-03-20T12:00:00.000Z' }]),
    'what no update ends yet': given([{ fix: 'none' }]),
    'medium ones are not looked at': given([{ severity: 'MEDIUM' }]),
    'what Inspector suppresses': given([{ status: 'SUPPRESSED' }]),
    'what is closed': given([{ status: 'CLOSED' }]),
    'an exploitable one inside, within its days': given([{ exploit: true, firstSeenAt: yesterday }]),
    'an exploitable one on the internet without an update': given([{ exploit: true, fix: 'none' }], reached),
    'an exploitable high one on the internet, within its days': given(
      [{ severity: 'HIGH', exploit: true, firstSeenAt: yesterday }],
      reached,
    ),
    'basic scanning, pushed this week': basic('2026-04-10T12:00:00.000Z'),
    'a severity that was never given': given([{ severity: 'UNTRIAGED' }]),
  },
  fails: {
    'a critical one beyond its days': { ...given([{}]), ...critical },
    'a high one beyond its days: by package': {
      ...given([{ severity: 'HIGH', firstSeenAt: '2026-01-01T00:00:00.000Z' }]),
      reasons: ['high-vulnerability openssl'],
      severity: 'HIGH',
    },
    'high ones of a package are one failure': {
      ...given(
        ['CVE-2026-0002', 'CVE-2026-0003'].map((id) => ({
          id,
          severity: 'HIGH',
          firstSeenAt: '2026-01-01T00:00:00.000Z',
        })),
      ),
      reasons: ['high-vulnerability openssl'],
      severity: 'HIGH',
    },
    'an exploitable critical one with an update, which the internet reaches, at once': {
      ...given([{ exploit: true, firstSeenAt: yesterday }], reached),
      ...page,
    },
    'who reaches a standalone task is not known: no page': {
      ...given([{ exploit: true }], { users: [standalone] }),
      ...critical,
    },
    'one user of several is on the internet': {
      ...given([{ exploit: true }], { users: [standalone, onInternet] }),
      ...page,
    },
    'basic scanning does not say of an update, nor since when: the push counts': {
      ...basic('2026-03-01T12:00:00.000Z'),
      reasons: ['critical-vulnerability CVE-2026-0001 openssl'],
      severity: 'MEDIUM',
    },
    'without an update too, where that is asked for': {
      ...given([{ fix: 'none' }]),
      parameters: {
        vulnerabilities: { criticalGraceDays: 7, highGraceDays: 30, onlyFixable: false },
      },
      ...critical,
    },
    'no days of grace': {
      ...given([{ firstSeenAt: yesterday }]),
      parameters: {
        vulnerabilities: { criticalGraceDays: 0, highGraceDays: 0, onlyFixable: true },
      },
      ...critical,
    },
    'one platform of two': {
      facts: {
        ...given([]).facts,
        imageScan: scan(
          platformScan(),
          platformScan({ digest: sha256('arm'), vulnerabilities: [vulnerability()] }),
        ),
      },
      ...critical,
    },
    'a faulty platform beside one that may not be read': {
      facts: {
        ...given([]).facts,
        imageScan: scan(DENIED, platformScan({ vulnerabilities: [vulnerability()] })),
      },
      ...critical,
    },
    'the same in both platforms is one failure': {
      facts: {
        ...given([]).facts,
        imageScan: scan(
          platformScan({ vulnerabilities: [vulnerability()] }),
          platformScan({ digest: sha256('arm'), vulnerabilities: [vulnerability()] }),
        ),
      },
      ...critical,
    },
    'hundreds: the gravest hundred': {
      ...given(many),
      reasons: many.slice(0, 100).map((each) => `critical-vulnerability ${each.id} ${each.package}`),
      severity: 'HIGH',
    },
  },
  notApplicable: {
    'an artifact': {
      facts: { ...given([]).facts, imageContent: content([], { kind: 'artifact' }) },
      why: /artifact/,
    },
  },
  notAvailable: {
    'no scan is not clean (peers pass it)': { ...given([], {}, 'UNSUPPORTED_IMAGE'), why: /no scan/ },
    'findings of a scan that failed': { ...given([{}], {}, 'FAILED'), why: /no scan/ },
    'one platform that may not be read': {
      facts: { ...given([]).facts, imageScan: scan(platformScan(), DENIED) },
      why: /access denied/,
    },
    'no platform at all': { facts: { ...given([]).facts, imageScan: scan() }, why: /not known/ },
  },
  worse: { before: given([{}]), after: given([{}, { id: 'CVE-2026-0009', package: 'zlib' }]) },
} satisfies Cases;
