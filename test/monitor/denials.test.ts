import { describe, expect, it } from 'vitest';
import { controls } from '#controls/index.ts';
import type { Arn } from '#domain/arn.ts';
import type { OutboundMessage } from '#domain/outbound.ts';
import { clusterArn, regionalAccountArn, repositoryArn } from '#domain/resource.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { playStory, type StoryLine } from '#monitor/story.ts';
import { recordedAccount } from '#recorded/account.ts';
import { memoryStore } from '#recorded/memory-store.ts';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '123456789012' } as const;
const ACCOUNT = regionalAccountArn(PLACE);
const API = repositoryArn(PLACE, 'team/api');
const WEB = repositoryArn(PLACE, 'team/web');
const SHOP = clusterArn(PLACE, 'shop');

type Facts = Readonly<Record<string, unknown>>;
const denied = (what: string): Facts => ({ $unavailable: 'denied', what });
const throttled = (what: string): Facts => ({ $unavailable: 'throttled', what });
const repository = (says: Facts = {}): Facts => ({
  repository: { imageTagMutability: 'IMMUTABLE', encryptionConfiguration: { encryptionType: 'KMS' } },
  scanningConfiguration: { scanFrequency: 'SCAN_ON_PUSH' },
  lifecyclePolicy: { lifecyclePolicyText: '{"rules":[{}]}' },
  ...says,
});
const SCANNING = 'ecr:BatchGetRepositoryScanningConfiguration';
const LIFECYCLE = 'ecr:GetLifecyclePolicy';
const noScanning = repository({ scanningConfiguration: denied(SCANNING) });
const noLifecycle = repository({ lifecyclePolicy: denied(LIFECYCLE) });

let events = 0;
/** A call to ECR on a repository, so many minutes into the story. */
function event(minute: number, eventName: string, repositoryName = 'team/api'): StoryLine {
  events += 1;
  const eventTime = `2026-04-14T${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00Z`;
  return {
    event: {
      eventVersion: '1.11',
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::123456789012:assumed-role/deploy/run',
        sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::123456789012:role/deploy' } },
      },
      eventSource: 'ecr.amazonaws.com',
      eventName,
      awsRegion: PLACE.region,
      requestParameters: { repositoryName },
      responseElements: null,
      recipientAccountId: PLACE.account,
      eventType: 'AwsApiCall',
      eventID: `event-${events}`,
      eventTime,
    },
  };
}

const sweep: StoryLine = { sweep: true };
const becomes = (changes: Readonly<Record<Arn, unknown>>): StoryLine => ({ account: changes });

async function play(resources: Readonly<Record<Arn, Facts>>, lines: readonly StoryLine[]) {
  const told: { at: string; message: OutboundMessage }[] = [];
  const end = await playStory({
    lines,
    account: recordedAccount({ version: 1, resources }),
    settings: DEFAULT_SETTINGS,
    controls,
    store: memoryStore(),
    observe: { message: (message, at) => void told.push({ at, message }) },
  });
  const finding = end.findings.find(({ resourceArn }) => resourceArn === ACCOUNT);
  return { ...end, told, finding };
}

/** What the messages say of the account: kind, transition, reasons that are new. */
const ofAccount = (messages: readonly OutboundMessage[]): readonly string[] =>
  messages.flatMap(({ attributes, body }) => {
    const own = body as {
      resource?: { arn: string };
      parts?: { controlId: string; transition: string }[];
      lines?: { arn: string; controlId: string; transition: string }[];
    };
    const parts = [...(own.resource?.arn === ACCOUNT ? (own.parts ?? []) : []), ...(own.lines ?? [])];
    return parts
      .filter(({ controlId }) => controlId === 'monitor-cannot-read')
      .map(({ transition }) => `${attributes.kind} ${transition}`);
  });

describe('what the account refuses the monitor', () => {
  it('is a finding, told at once when an event led to it, and resolved when the permission is back', async () => {
    const { finding, messages } = await play({ [API]: repository() }, [
      becomes({ [API]: noScanning }),
      event(0, 'PutImageScanningConfiguration'),
      becomes({ [API]: repository() }),
      event(30, 'PutImageScanningConfiguration'),
    ]);
    expect(ofAccount(messages)).toEqual(['finding opened', 'finding resolved']);
    expect(finding).toMatchObject({ status: 'RESOLVED', resolution: 'FIXED', severity: 'HIGH' });
  });

  it('names the action, the controls that are blind without it, and nobody', async () => {
    const { finding, messages } = await play({ [API]: noScanning }, [
      event(0, 'PutImageScanningConfiguration'),
    ]);
    expect(finding).toMatchObject({
      status: 'OPEN',
      resourceType: 'AWS::::Account',
      account: PLACE.account,
      region: PLACE.region,
      changes: [],
      reasons: [
        {
          code: 'denied',
          subject: SCANNING,
          message: `the monitor may not call ${SCANNING}, so these are blind: repository-scan-on-push`,
          evidence: { controls: ['repository-scan-on-push'], seenOn: [API] },
        },
      ],
    });
    const text = JSON.stringify(messages);
    expect(text).toContain(SCANNING);
    expect(text).not.toContain('role/deploy');
  });

  it('is one finding for many resources and actions; a further action is news, a further resource is not', async () => {
    const resources = { [API]: noScanning, [WEB]: repository() };
    const { finding, messages } = await play(resources, [
      event(0, 'PutImageScanningConfiguration'),
      becomes({ [WEB]: noScanning }),
      event(20, 'PutImageScanningConfiguration', 'team/web'),
      becomes({ [WEB]: repository({ ...noScanning, lifecyclePolicy: denied(LIFECYCLE) }) }),
      event(40, 'PutLifecyclePolicy', 'team/web'),
    ]);
    expect(ofAccount(messages)).toEqual(['finding opened', 'finding worse']);
    expect(finding?.reasons.map(({ subject }) => subject)).toEqual([SCANNING, LIFECYCLE]);
  });

  it('stays while one resource is refused', async () => {
    const { finding, messages } = await play({ [API]: noLifecycle, [WEB]: noLifecycle }, [
      event(0, 'PutLifecyclePolicy'),
      event(1, 'PutLifecyclePolicy', 'team/web'),
      becomes({ [API]: repository() }),
      event(30, 'PutLifecyclePolicy'),
    ]);
    expect(finding?.status).toBe('OPEN');
    expect(ofAccount(messages)).toEqual(['finding opened']);
  });

  it('goes with the resource that was refused', async () => {
    const { finding } = await play({ [API]: noLifecycle }, [
      event(0, 'PutLifecyclePolicy'),
      becomes({ [API]: null }),
      event(30, 'DeleteRepository'),
    ]);
    expect(finding?.status).toBe('RESOLVED');
  });

  it('is not unsaid by a throttled read', async () => {
    const { finding, messages } = await play({ [API]: noLifecycle }, [
      event(0, 'PutLifecyclePolicy'),
      becomes({ [API]: repository({ lifecyclePolicy: throttled(LIFECYCLE) }) }),
      event(30, 'PutLifecyclePolicy'),
    ]);
    expect(finding?.status).toBe('OPEN');
    expect(ofAccount(messages)).toEqual(['finding opened']);
  });

  it('is seen within a fact that has its other parts', async () => {
    const family = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web';
    const rules = 'ecr:DescribePullThroughCacheRules';
    const { finding } = await play(
      {
        [`${family}:1`]: { taskDefinition: { containerDefinitions: [{ name: 'app', image: 'nginx' }] } },
        'arn:aws:ecr:eu-west-1:123456789012:registry': { pullThroughCacheRules: denied(rules) },
      },
      [sweep],
    );
    expect(finding?.reasons.map(({ subject }) => subject)).toEqual([rules]);
  });

  it('is not what an endpoint does not support, throttles, or keeps in another account', async () => {
    const failing = ['unsupported', 'throttled', 'unreadable', 'elsewhere'].map((kind): [Arn, Facts] => [
      repositoryArn(PLACE, kind),
      repository({ scanningConfiguration: { $unavailable: kind, what: SCANNING } }),
    ]);
    const { finding } = await play(Object.fromEntries(failing), [sweep]);
    expect(finding).toBeUndefined();
  });
});

describe('a sweep', () => {
  it('tells of what it finds at first in the digest', async () => {
    const { finding, messages } = await play({ [API]: noScanning, [SHOP]: { cluster: {} } }, [sweep]);
    expect(finding?.status).toBe('OPEN');
    expect(ofAccount(messages)).toEqual(['digest opened']);
  });

  it('tells of a permission lost since the last one at once, and of its return', async () => {
    const { finding, messages } = await play({ [API]: repository() }, [
      sweep,
      event(0, 'PutImageTagMutability', 'team/other'),
      becomes({ [API]: noScanning }),
      event(60, 'PutImageTagMutability', 'team/other'),
      sweep,
      event(120, 'PutImageTagMutability', 'team/other'),
      becomes({ [API]: repository() }),
      event(180, 'PutImageTagMutability', 'team/other'),
      sweep,
    ]);
    expect(ofAccount(messages)).toEqual(['finding opened', 'finding resolved']);
    expect(finding?.status).toBe('RESOLVED');
  });
});

describe('a list that is refused', () => {
  const LIST = 'ecs:ListClusters';

  it('is a finding too, though no look can miss what it does not show', async () => {
    const source = recordedAccount({ version: 1, resources: { [SHOP]: { cluster: {} } } });
    let granted = false;
    const account = {
      ...source,
      apply: () => {
        granted = true;
      },
      list: async (type: Parameters<typeof source.list>[0], page?: string) =>
        type === 'AWS::ECS::Cluster' && !granted
          ? { items: [], unavailable: { unavailable: 'denied' as const, what: LIST } }
          : source.list(type, page),
    };
    const play = async (lines: readonly StoryLine[]) =>
      playStory({ lines, account, settings: DEFAULT_SETTINGS, controls, store: memoryStore() });
    const findingIn = ({ findings }: Awaited<ReturnType<typeof play>>) =>
      findings.find(({ resourceArn }) => resourceArn === ACCOUNT);

    const refused = findingIn(await play([event(0, 'PutImage', 'team/other'), sweep]));
    expect(refused).toMatchObject({ status: 'OPEN', reasons: [{ subject: LIST }] });
    expect(refused?.reasons[0]?.evidence?.['controls']).toContain('cluster-container-insights');

    granted = false;
    const again = [
      sweep,
      event(90, 'PutImage', 'team/other'),
      becomes({}),
      event(120, 'PutImage', 'team/other'),
    ];
    const returned = await play([event(0, 'PutImage', 'team/other'), ...again, sweep]);
    expect(findingIn(returned)?.status).toBe('RESOLVED');
  });
});

it('a control that is switched off asks for nothing: no finding, no use of the account', async () => {
  const store = memoryStore();
  const account = recordedAccount({ version: 1, resources: { [API]: noScanning } });
  const end = await playStory({
    lines: [sweep],
    account,
    settings: { ...DEFAULT_SETTINGS, controls: { 'monitor-cannot-read': { enabled: false } } },
    controls,
    store,
  });
  expect(end.findings.filter(({ resourceArn }) => resourceArn === ACCOUNT)).toEqual([]);
  expect(await store.users(ACCOUNT)).toEqual([]);
});
