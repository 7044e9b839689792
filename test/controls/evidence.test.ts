import { expect, test } from 'vitest';
import privileged from '#controls/compliance/task-definition-privileged.ts';
import readOnlyRoot from '#controls/compliance/task-definition-read-only-root.ts';
import type { Family } from '#domain/family.ts';
import { container, FAMILY, family, NOW, revision, serviceUser, taskDefinition } from '../support/facts.ts';

const subject = {
  resource: { type: 'AWS::ECS::TaskDefinition', arn: FAMILY },
  parameters: {},
  now: NOW,
} as const;
const reasonsOf = (control: typeof privileged, of: Family) => {
  const evaluation = control.evaluate({ family: of }, subject);
  return evaluation.status === 'FAILED' ? evaluation.reasons : [];
};

const bad = container('web', {
  privileged: true,
  readonlyRootFilesystem: false,
  writableMounts: ['/var', '/tmp'],
});
const good = container('web');
const front = serviceUser('front', [3], { exposure: 'internet', exec: true });
const back = serviceUser('back', [1, 3]);
const three = family(
  [
    revision(4, taskDefinition([good])),
    revision(3, taskDefinition([container('side'), bad]), [front, back]),
    revision(1, taskDefinition([bad]), [back]),
  ],
  [back, front],
);

test('a reason points at the newest revision that fails, and names all that do and who runs them', () => {
  expect(reasonsOf(privileged, three)).toEqual([
    {
      code: 'privileged',
      subject: 'web',
      message: 'container web is privileged',
      path: 'containerDefinitions[1].privileged',
      evidence: { revisions: ['3', '1'], runBy: ['service shop/back', 'service shop/front'] },
    },
  ]);
});

test('reasons stand in the order of the containers', () => {
  const many = ['web', 'agent', 'proxy'].map((name) => container(name, { privileged: true }));
  const reasons = reasonsOf(privileged, family([revision(1, taskDefinition(many))]));
  expect(reasons.map((each) => each.subject)).toEqual(['web', 'agent', 'proxy']);
});

test('a writable root says where it may write anyway, who reaches it, and that ECS Exec wants it so', () => {
  expect(reasonsOf(readOnlyRoot, three)[0]?.evidence).toMatchObject({
    exposure: 'internet',
    essential: true,
    writableMounts: ['/tmp', '/var'],
    execNeedsWritableRoot: ['service shop/front'],
  });
});

test.each([
  ['unknown', [serviceUser('front', [1], { exposure: 'unknown' })]],
  ['internal', [back]],
  ['none', []],
] as const)('exposure is %s, and said to be unread only when it is', (exposure, users) => {
  const [reason] = reasonsOf(readOnlyRoot, family([revision(1, taskDefinition([bad]), users)], users));
  expect(reason?.evidence?.['exposure']).toBe(exposure);
  expect(reason?.evidence?.['note'] !== undefined).toBe(exposure === 'unknown');
});

test('in a file nobody runs it yet, so who will reach it is not known', () => {
  const inFile: Family = { ...family([revision(1, taskDefinition([bad]))]), usage: 'unknown' };
  expect(reasonsOf(readOnlyRoot, inFile)[0]?.evidence?.['exposure']).toBe('unknown');
});
