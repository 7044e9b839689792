import { describe, expect, it } from 'vitest';
import { after } from '#domain/instant.ts';
import type { OutboundMessage } from '#domain/outbound.ts';
import type { Store } from '#domain/ports.ts';
import { handle } from '#monitor/handle.ts';
import { keepHouse } from '#monitor/tick.ts';
import { ecsCall, keyUser, roleSession, signIn, ssoPerson, visitor } from '../support/acts.ts';
import { trusting } from '../support/principals.ts';
import { exampleAccount, type RecordedMonitor, recordedMonitor } from '../support/recorded-monitor.ts';
import type { Json } from '../support/records.ts';

const HOME = '123456789012';
const USER = `arn:aws:iam::${HOME}:user/people/ada`;
/** As if it happened in the account of the example, a second ago. */
const here = (record: Json, monitor: RecordedMonitor, more: Json = {}): Json =>
  JSON.parse(
    JSON.stringify({ ...record, eventTime: after(monitor.clock.now(), -1000), ...more }).replaceAll(
      '111122223333',
      HOME,
    ),
  ) as Json;
const happen = (monitor: RecordedMonitor, ...records: readonly Json[]): Promise<unknown> =>
  Promise.all(records.map((record) => handle({ kind: 'event', envelope: record }, monitor)));
const text = ({ text: email, slack }: OutboundMessage): string => `${email}\n${JSON.stringify(slack)}`;

describe('a behaviour, from the event to the message', () => {
  it('is one finding of the principal, told once, counted after that, and resolved when quiet', async () => {
    const account = exampleAccount();
    const monitor = recordedMonitor({
      ...account,
      resources: { ...account.resources, [USER]: { user: {} } },
    });
    await happen(monitor, here(signIn(visitor()), monitor, { eventID: 'sign-in-1' }));
    expect(await monitor.rows()).toMatchObject([
      {
        resourceArn: USER,
        resourceType: 'AWS::IAM::User',
        resourceName: 'ada',
        region: 'global',
        controlId: 'console-sign-in-without-mfa',
        status: 'OPEN',
        severity: 'HIGH',
        occurrences: 1,
        changes: [{ actor: USER, eventName: 'ConsoleLogin', eventId: 'sign-in-1', sourceIp: '192.0.2.7' }],
      },
    ]);
    expect(monitor.sent).toHaveLength(1);
    const [message] = monitor.sent;
    expect(message?.subject).toContain('ada');
    expect(message && text(message)).toMatch(/ConsoleLogin by ada.*192\.0\.2\.7/);

    await happen(monitor, here(signIn(visitor()), monitor, { eventID: 'sign-in-1' }));
    await happen(monitor, here(signIn(visitor()), monitor, { eventID: 'sign-in-2' }));
    expect(await monitor.rows()).toMatchObject([{ status: 'OPEN', occurrences: 2 }]);
    expect(monitor.sent).toHaveLength(1);

    await monitor.pass(8 * 86_400_000);
    await keepHouse(monitor);
    await monitor.run();
    expect(await monitor.rows()).toMatchObject([{ status: 'RESOLVED', resolution: 'QUIET', occurrences: 2 }]);
    expect(monitor.sent.at(-1)?.attributes.transition).toBe('resolved');
  });

  it('a role that people take by its trust is judged; one that a service takes, or nobody knows, is not', async () => {
    const role = (path: string) => `arn:aws:iam::${HOME}:role/${path}`;
    const trusts = (principal: object) => ({
      role: { AssumeRolePolicyDocument: trusting(principal).document },
    });
    const account = exampleAccount();
    const monitor = recordedMonitor({
      ...account,
      resources: {
        ...account.resources,
        [role('admin')]: trusts({ AWS: `arn:aws:iam::${HOME}:root` }),
        [role('pipeline')]: trusts({ Service: 'codebuild.amazonaws.com' }),
      },
    });
    const calls = ['admin', 'pipeline', 'unknown'].map((name) =>
      here(ecsCall(roleSession(name)), monitor, { eventID: name }),
    );
    await happen(monitor, ...calls);
    expect(await monitor.rows()).toMatchObject([
      { resourceArn: role('admin'), controlId: 'ecs-privileged-action-without-mfa', status: 'OPEN' },
    ]);
  });

  it('what is as it should be is not written', async () => {
    const monitor = recordedMonitor();
    await happen(
      monitor,
      here(signIn(visitor(), { MFAUsed: 'Yes' }), monitor),
      here(signIn(ssoPerson()), monitor),
    );
    expect(await monitor.store.state(USER)).toBeUndefined();
    expect(monitor.sent).toEqual([]);
  });

  it('a sweep and a look at the principal leave it as it is', async () => {
    const monitor = recordedMonitor();
    await happen(monitor, here(signIn(visitor()), monitor));
    const resource = { type: 'AWS::IAM::User', arn: USER } as const;
    const look = { kind: 'look', resource, cause: 'sweep', hop: 0, attempt: 0, alters: [] } as const;
    await handle(look, monitor);
    expect(await monitor.rows()).toMatchObject([{ status: 'OPEN', occurrences: 1 }]);
    await handle({ ...look, cause: 'change' }, monitor);
    expect(await monitor.rows()).toMatchObject([{ status: 'OPEN', occurrences: 1 }]);
    expect(monitor.sent).toHaveLength(1);
  });

  it('a burst of one key is a few writes, and each event counts', async () => {
    const monitor = recordedMonitor();
    let writes = 0;
    const store: Store = {
      ...monitor.store,
      putState: (state, expected) => {
        if (state.arn.endsWith(':user/ci-push')) writes += 1;
        return monitor.store.putState(state, expected);
      },
    };
    const calls = Array.from({ length: 60 }, (_, index) =>
      here(ecsCall(keyUser(), 'StopTask'), monitor, { eventID: `call-${index}` }),
    );
    await happen({ ...monitor, store }, ...calls, ...calls);
    const [row] = (await monitor.rows()).filter(
      ({ controlId }) => controlId === 'ecs-call-with-long-term-key',
    );
    expect(row).toMatchObject({ status: 'OPEN' });
    const state = await monitor.store.state(`arn:aws:iam::${HOME}:user/ci-push`);
    expect(state?.verdicts['ecs-call-with-long-term-key']?.occurrences?.count).toBe(60);
    expect(writes).toBeLessThan(30);
    expect(monitor.sent).toHaveLength(1);
  });

  it('survives the loss of the state table: its row says how often it was seen', async () => {
    const monitor = recordedMonitor();
    await happen(monitor, here(signIn(visitor()), monitor, { eventID: 'a' }));
    const rows = await monitor.rows();
    const fresh = recordedMonitor();
    fresh.clock.goTo(after(monitor.clock.now(), 60_000));
    for (const row of rows) await fresh.store.putFinding(row);
    await happen(fresh, here(signIn(visitor()), monitor, { eventID: 'a' }));
    expect(await fresh.rows()).toMatchObject([{ status: 'OPEN', occurrences: 1 }]);
    await happen(fresh, here(signIn(visitor()), fresh, { eventID: 'b' }));
    expect(await fresh.rows()).toMatchObject([{ status: 'OPEN', occurrences: 2 }]);
  });

  it('nothing that a caller names stands outside a code span', async () => {
    const monitor = recordedMonitor();
    const evil = '<!channel> *HIGH* `x`';
    await happen(
      monitor,
      here({ ...signIn(visitor()), userAgent: evil, sourceIPAddress: evil }, monitor, { eventID: evil }),
    );
    const [message] = monitor.sent;
    expect(JSON.stringify(message?.slack).replace(/`[^`]*`/g, '')).not.toMatch(/<!channel>|\*HIGH\*/);
  });
});
