import { readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { behaviours, controls } from '#controls/index.ts';
import { type AnyControl, controlOn } from '#domain/control.ts';
import { type Evaluation, fingerprint, severityOf } from '#domain/evaluation.ts';
import type { FactValues } from '#domain/facts.ts';
import type { Family } from '#domain/family.ts';
import { isUnavailable } from '#domain/reading.ts';
import { type ResourceType, resourceOf } from '#domain/resource.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { isWorse } from '#domain/severity.ts';
import { arnOf } from '../support/arns.ts';
import { container, efsVolume, NOW, revision, taskDefinition } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const LIB = new URL('../../lib/controls/', import.meta.url);

const casesById = new Map<string, Cases>();
for (const [, id] of readdirSync(import.meta.dirname)
  .map((file) => /^(.+)\.cases\.ts$/.exec(file) ?? [])
  .filter((match) => match.length > 0)) {
  const module = (await import(`./${id}.cases.ts`)) as { readonly default: Cases };
  casesById.set(id ?? '', module.default);
}

/** Of these the definition is not at fault: a container more says nothing of what runs. */
const JUDGED_BY_WHAT_RUNS: ReadonlySet<string> = new Set(['running-task-trusted-image']);

/** What CloudFormation has no type for, some other resource mends. */
const MENDED_BY: Partial<Record<ResourceType, string>> = {
  'AWS::::Account': 'AWS::',
  'AWS::ECS::ContainerInstance': 'AWS::EC2::LaunchTemplate\n',
  'AWS::CloudTrail::Trail': 'AWS::',
  'AWS::ECR::Image': 'AWS::ECR::Repository\n',
  'AWS::EC2::VPC': 'AWS::EC2::VPCEndpoint\n',
};

/** What a resource beside it mends. */
const MENDED_BESIDE: Readonly<Record<string, string>> = {
  'cluster-usage-alarms': 'AWS::CloudWatch::Alarm\n',
  'service-usage-alarms': 'AWS::CloudWatch::Alarm\n',
  'docker-bench-recent': 'AWS::SSM::Association\n',
  'docker-bench-result': 'AWS::EC2::LaunchTemplate\n',
};

const judge = (control: AnyControl, { facts, parameters, arn, now = NOW }: Given): Evaluation => {
  const resource = (arn === undefined ? undefined : resourceOf(arn)) ?? {
    type: control.resourceType,
    arn: arn ?? arnOf(control.resourceType),
  };
  return controlOn(control, resource.type).evaluate(facts as FactValues, {
    resource,
    parameters: { ...DEFAULT_SETTINGS.parameters, ...parameters },
    now,
  });
};

const reasonsOf = (evaluation: Evaluation) => (evaluation.status === 'FAILED' ? evaluation.reasons : []);
const all = ({ passes, fails, notApplicable, notAvailable }: Cases): readonly [string, Given][] =>
  [passes, fails, notApplicable, notAvailable].flatMap((group) => Object.entries<Given>(group));

/** The same facts, every list in them whose order says nothing in another order. */
const shuffled = ({ facts, ...rest }: Given): fc.Arbitrary<Given> => {
  const { family, service } = facts;
  if (family && !isUnavailable(family))
    return shuffledFamily(family).map((other) => ({ ...rest, facts: { ...facts, family: other } }));
  if (service && !isUnavailable(service))
    return reordered(service.networks).map((networks) => ({
      ...rest,
      facts: { ...facts, service: { ...service, networks } },
    }));
  return fc.constant({ facts, ...rest });
};

const reordered = <T>(items: readonly T[]): fc.Arbitrary<readonly T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

const shuffledFamily = (family: Family): fc.Arbitrary<Family> =>
  fc
    .tuple(
      reordered(family.users),
      fc.tuple(
        ...family.revisions.map((revision) =>
          isUnavailable(revision.description)
            ? fc.constant(revision)
            : reordered(revision.description.containers).map((containers) => ({
                ...revision,
                description: { ...revision.description, containers },
              })),
        ),
      ),
    )
    .chain(([users, revisions]) =>
      reordered(revisions as Family['revisions']).map((order) => ({ ...family, users, revisions: order })),
    );

/** A container with every fault these controls know. */
const faulty = container('faulty', {
  privileged: true,
  readonlyRootFilesystem: false,
  image: 'docker.io/evil/miner',
  user: 'root',
  logDriver: undefined,
  suspects: [
    { where: 'environment', name: 'DB_PASSWORD', kind: 'by-name', certain: false },
    { where: 'environment', name: 'AWS_SECRET_ACCESS_KEY', kind: 'aws-key', certain: true },
  ],
  awsSigns: [{ where: 'environment', name: 'QUEUE', service: 'sqs', certain: true }],
  addedCapabilities: { items: ['SYS_ADMIN'] },
  dockerSecurityOptions: { items: ['apparmor:unconfined'] },
  devices: { items: ['/dev/mem'] },
  mountPoints: { items: [{ sourceVolume: 'faulty-host', readOnly: false }] },
  memoryLimit: undefined,
});
/** A task definition with every fault of its own that these controls know. */
const FAULTY_SETTINGS = {
  networkMode: 'host',
  pidMode: 'host',
  ipcMode: 'host',
  memory: undefined,
} as const;
/** What a setting can be but one of is faulty in a revision of its own. */
const FAULTY_REVISIONS = [
  revision(901, taskDefinition([faulty], { taskRole: undefined })),
  revision(902, taskDefinition([faulty], { taskRole: 'shared', executionRole: 'shared' })),
];
const FAULTY_EFS = efsVolume('faulty', {
  index: 99,
  transitEncryption: undefined,
  iam: undefined,
  accessPointId: undefined,
});
/** A volume of one name or the other, as the host is Linux or Windows. */
const FAULTY_HOSTS = ['/etc', 'C:\\Windows'].map((sourcePath) => ({
  index: 98,
  name: 'faulty-host',
  sourcePath,
  readOnly: false,
}));
const withFaulty = ({ facts, ...rest }: Given): Given | undefined => {
  const { family } = facts;
  if (!family || isUnavailable(family)) return undefined;
  const revisions = family.revisions.map((revision) =>
    isUnavailable(revision.description)
      ? revision
      : {
          ...revision,
          description: {
            ...revision.description,
            ...FAULTY_SETTINGS,
            efsVolumes: [...revision.description.efsVolumes, FAULTY_EFS],
            hostVolumes: {
              ...revision.description.hostVolumes,
              items: [...revision.description.hostVolumes.items, ...FAULTY_HOSTS],
            },
            containers: [
              ...revision.description.containers,
              { ...faulty, index: revision.description.containers.length },
            ],
          },
        },
  );
  return {
    ...rest,
    facts: { ...facts, family: { ...family, revisions: [...revisions, ...FAULTY_REVISIONS] } },
  };
};

test('every control has a file of its name and a file of cases, and nothing else has', () => {
  const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes('/'))
    .map((path) => path.slice(path.lastIndexOf('/') + 1, -'.ts'.length));
  const ids = [...controls, ...behaviours].map(({ id }) => id).sort();
  expect(controls.map(({ id }) => id)).toEqual(controls.map(({ id }) => id).sort());
  expect([...files].sort()).toEqual(ids);
  expect([...casesById.keys()].sort()).toEqual(ids);
});

describe.each(controls.map((control) => [control.id, control] as const))('%s', (id, control) => {
  const cases = casesById.get(id);
  if (!cases) return;

  test.each(Object.entries(cases.passes))('passes: %s', (_name, given) => {
    expect(judge(control, given)).toMatchObject({ status: 'PASSED' });
  });

  test.each(Object.entries(cases.fails))('fails: %s', (_name, given) => {
    const evaluation = judge(control, given);
    expect(evaluation.status, JSON.stringify(evaluation)).toBe('FAILED');
    const reasons = reasonsOf(evaluation);
    expect(fingerprint(reasons)).toEqual([...given.reasons].sort());
    expect(severityOf(reasons, control.severity)).toBe(given.severity);
    expect(reasons, 'one reason for each code and subject').toHaveLength(given.reasons.length);
  });

  test.each(Object.entries(cases.notApplicable))('not applicable: %s', (_name, given) => {
    expect(judge(control, given)).toEqual({
      status: 'NOT_APPLICABLE',
      why: expect.stringMatching(given.why) as string,
    });
  });

  test.each(Object.entries(cases.notAvailable))('not available: %s', (_name, given) => {
    expect(judge(control, given)).toEqual({
      status: 'NOT_AVAILABLE',
      why: expect.stringMatching(given.why) as string,
    });
  });

  test('has a passing and a failing case', () => {
    expect(Object.keys(cases.passes)).not.toEqual([]);
    expect(Object.keys(cases.fails)).not.toEqual([]);
  });

  test('failing, then worse: there is something new to tell, or only one way to fail', () => {
    const { worse } = cases;
    const ways = Object.values(cases.fails).map((given) => {
      const reasons = reasonsOf(judge(control, given));
      return `${severityOf(reasons, control.severity)} ${fingerprint(reasons).join()}`;
    });
    expect('cannotGetWorse' in worse ? new Set(ways).size : 1).toBe(1);
    if ('cannotGetWorse' in worse) return;
    const [before, after] = [worse.before, worse.after].map((given) => reasonsOf(judge(control, given)));
    expect(before).not.toEqual([]);
    const known = new Set(fingerprint(before ?? []));
    const isNew = fingerprint(after ?? []).some((each) => !known.has(each));
    const rises = isWorse(
      severityOf(after ?? [], control.severity),
      severityOf(before ?? [], control.severity),
    );
    expect(isNew || rises).toBe(true);
  });

  test('says each reason in one clause, and a severity for all reasons or for none', () => {
    const failures = Object.values(cases.fails).map((given) => reasonsOf(judge(control, given)));
    for (const { code, subject, message } of failures.flat()) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(subject).not.toBe('');
      expect(message).toMatch(/^[a-z][^\n;!?]{10,198}[^.\n;!?]$/);
    }
    const graded = new Set(failures.flat().map(({ severity }) => severity !== undefined));
    expect(graded.size).toBe(1);
  });

  test('is documented: id, why, what it does not see, a remedy to paste', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
    expect(control.title).toMatch(/^[A-Z].*[^.]$/);
    expect(control.why).toMatch(/\.$/);
    expect(control.blindSpots.length).toBeGreaterThan(0);
    const named = (control.elsewhere ?? []).flatMap(({ parameters }) => parameters);
    expect(control.parameters).toEqual(expect.arrayContaining([...named]));
    for (const sentence of control.blindSpots) expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(control.remediation.cli).toMatch(
      /^aws (ecs|ec2|ecr|efs|iam|cloudtrail|cloudwatch|ssm|s3api) [^\n]*$/,
    );
    const type = MENDED_BESIDE[id] ?? MENDED_BY[control.resourceType] ?? `${control.resourceType}\n`;
    expect(control.remediation.cloudFormation).toContain(`Type: ${type}`);
    for (const url of control.references) expect(url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  test('says the same when asked again, and changes none of its facts', () => {
    for (const [name, given] of all(cases)) {
      const copy = structuredClone(given.facts);
      expect(judge(control, given), name).toEqual(judge(control, given));
      expect(given.facts, name).toEqual(copy);
    }
  });

  test('does not depend on the order of revisions, containers, users or networks', () => {
    for (const [name, given] of all(cases)) {
      const expected = judge(control, given);
      fc.assert(
        fc.property(shuffled(given), (other) => {
          expect(judge(control, other), name).toEqual(expected);
        }),
        { numRuns: 10 },
      );
    }
  });

  test('a faulty container and faulty settings more never make a failing family pass', () => {
    for (const [name, given] of all(cases)) {
      const worse = withFaulty(given);
      if (!worse) continue;
      const before = judge(control, given);
      const after = judge(control, worse);
      expect(fingerprint(reasonsOf(after)), name).toEqual(
        expect.arrayContaining([...fingerprint(reasonsOf(before))]),
      );
      if (JUDGED_BY_WHAT_RUNS.has(id)) continue;
      expect([before.status, after.status], name).not.toEqual(['PASSED', 'PASSED']);
    }
  });
});
