import { defineControl } from '#domain/control.ts';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  passed,
  together,
} from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import type { ServicePlatform } from '#domain/service.ts';

/** The newest platform version of each kind: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html */
const NEWEST = { linux: '1.4.0', windows: '1.0.0' } as const;

export default defineControl({
  id: 'service-fargate-platform',
  title: 'A service on Fargate runs on the latest platform version',
  guidance: ['CMP-4'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECS::Service',
  facts: ['service'],
  parameters: [],
  why:
    'A platform version is the kernel and the container runtime under the tasks. One that is pinned behind the latest gets ' +
    'no security updates once AWS retires it.',
  blindSpots: [
    'AWS mends a platform version without changing its number. Tasks of a service that has not been deployed for long run on an older build of it, and nothing shows that.',
    'A version newer than those known here (Linux 1.4.0, Windows 1.0.0) passes.',
    'Standalone and scheduled tasks name their platform version in the call that runs them; it is not judged.',
  ],
  remediation: {
    text: 'Ask for LATEST and deploy anew.',
    cli: 'aws ecs update-service --cluster <cluster> --service <service> --platform-version LATEST --force-new-deployment',
    cloudFormation: 'Type: AWS::ECS::Service\nProperties:\n  PlatformVersion: LATEST\n',
  },
  mappings: [{ framework: 'Security Hub', id: 'ECS.10' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-10',
  ],
  evaluate: ({ service }) =>
    together(
      service.platforms.map(judgePlatform),
      notApplicable('none of its tasks run on Fargate, and only Fargate has platform versions'),
    ),
});

function judgePlatform({ at, version, family, path }: ServicePlatform): Evaluation {
  if (isUnreadable(version))
    return notAvailable(`its platform version cannot be read (${version.unreadable})`);
  // None named is the latest (CreateService, platformVersion); an empty text names none.
  if (!version || version.toUpperCase() === 'LATEST') return passed();
  const numbers = numbersOf(version);
  if (!numbers) return notAvailable(`its platform version ${version} is not known`);
  if (!isBehind(numbers, NEWEST.windows)) {
    // 1.0.0 is the newest of Windows and the oldest of Linux: without the family nobody can tell.
    if (!isBehind(numbers, NEWEST.linux)) return passed();
    if (isUnreadable(family))
      return notAvailable(`its platform family cannot be read (${family.unreadable})`);
    if (family === undefined && version === NEWEST.windows)
      return notAvailable(
        `its platform version ${version} is old on Linux and new on Windows, and it does not say which it runs on`,
      );
    if (family?.toUpperCase().startsWith('WINDOWS') === true) return passed();
  }
  const message = `tasks run on Fargate platform version ${version}, which is behind the latest`;
  return failedIf([{ code: 'platform-behind', subject: version, message, path, evidence: { where: [at] } }]);
}

type Numbers = readonly [number, number, number];

function numbersOf(version: string): Numbers | undefined {
  const [, a, b, c] = /^(\d{1,4})\.(\d{1,4})\.(\d{1,4})$/.exec(version) ?? [];
  return a === undefined ? undefined : [Number(a), Number(b), Number(c)];
}

function isBehind(numbers: Numbers, newest: string): boolean {
  const other = numbersOf(newest) ?? [0, 0, 0];
  const differing = numbers.findIndex((each, index) => each !== other[index]);
  return differing !== -1 && (numbers[differing] ?? 0) < (other[differing] ?? 0);
}
