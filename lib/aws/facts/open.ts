import type { ECSClientConfig } from '@aws-sdk/client-ecs';
import type { Clock } from '#domain/ports.ts';
import type { LiveAccount } from './account.ts';
import { paceOf } from './budget.ts';
import { callWith, type OnCall } from './calls/call.ts';
import { poolOf } from './pool.ts';
import { recentOf } from './recent.ts';
import { groupsOf, shelfOf } from './shelf.ts';

/** What the clients of all services are made with; where it says nothing, the SDK's own sources decide (environment, profile). */
type ClientOptions = Pick<
  ECSClientConfig,
  'credentials' | 'endpoint' | 'requestHandler' | 'maxAttempts' | 'retryMode'
>;

export interface OpenOptions {
  /** The regions that listings go through, in this order. */
  readonly regions: readonly string[];
  /** The regions whose settings count, where listings go through some of them only. */
  readonly watched?: readonly string[];
  readonly client?: ClientOptions;
  /** The most calls a second to one service; by default there is no limit but AWS's. */
  readonly readsPerSecond?: number;
  /** How long looks of a sweep may share an answer, in milliseconds; by default a minute. */
  readonly shareMs?: number;
  /** The bucket that reports of Docker Bench lie in. */
  readonly bench?: LiveAccount['bench'];
  readonly onCall?: OnCall;
  readonly clock?: Clock;
}

/** Retries of the SDK back off and slow down while a service throttles; five requests at most for one call. */
const RETRIES = { retryMode: 'adaptive', maxAttempts: 5 } as const;
/** In milliseconds: a worker that hangs on one call loses its whole batch. */
const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };
const SHARE_MS = 60_000;
/** A normalised revision has a few kilobytes at most. */
const MOST_REVISIONS = 1_000;
/** A report has 25 kilobytes. */
const MOST_REPORTS = 200;
/** What is kept of an image has a few kilobytes too. */
const MOST_IMAGES = 2_000;
/** A managed policy has 6,144 characters at most. */
const MOST_POLICIES = 2_000;

/** Opens the account; a service's client is loaded and made when it is first needed (five of them cost 0.3 s cold). */
export function openAccount(options: OpenOptions): LiveAccount {
  const clock = options.clock ?? { now: () => new Date().toISOString() };
  const call = callWith(paceOf(options.readsPerSecond), options.onCall);
  const config = (region: string) => ({
    ...RETRIES,
    requestHandler: TIMEOUTS,
    ...options.client,
    region,
  });
  const shelf = <T>() => shelfOf<T>(clock, options.shareMs ?? SHARE_MS);
  const pool = <T>() => poolOf<T>(clock, options.shareMs ?? SHARE_MS);
  return {
    clock,
    ...(options.bench && { bench: options.bench }),
    regions: options.watched ?? options.regions,
    ecs: byRegion(async (region) => (await import('./calls/ecs.ts')).ecsCalls(config(region), call)),
    kms: byRegion(async (region) => (await import('./calls/kms.ts')).kmsCalls(config(region), call)),
    ecr: byRegion(async (region) => (await import('./calls/ecr.ts')).ecrCalls(config(region), call)),
    efs: byRegion(async (region) => (await import('./calls/efs.ts')).efsCalls(config(region), call)),
    ec2: byRegion(async (region) => (await import('./calls/ec2.ts')).ec2Calls(config(region), call)),
    iam: byRegion(async (region) => (await import('./calls/iam.ts')).iamCalls(config(region), call)),
    organizations: byRegion(async (region) =>
      (await import('./calls/organizations.ts')).organizationsCalls(config(region), call),
    ),
    loadBalancing: byRegion(async (region) =>
      (await import('./calls/load-balancing.ts')).loadBalancingCalls(config(region), call),
    ),
    classicLoadBalancing: byRegion(async (region) =>
      (await import('./calls/classic-load-balancing.ts')).classicLoadBalancingCalls(config(region), call),
    ),
    cloudTrail: byRegion(async (region) =>
      (await import('./calls/cloudtrail.ts')).cloudTrailCalls(config(region), call),
    ),
    route53: byRegion(async (region) =>
      (await import('./calls/route53.ts')).route53Calls(config(region), call),
    ),
    cloudWatch: byRegion(async (region) =>
      (await import('./calls/cloudwatch.ts')).cloudWatchCalls(config(region), call),
    ),
    sns: byRegion(async (region) => (await import('./calls/sns.ts')).snsCalls(config(region), call)),
    s3: byRegion(async (region) => (await import('./calls/s3.ts')).s3Calls(config(region), call)),
    s3Control: byRegion(async (region) =>
      (await import('./calls/s3-control.ts')).s3ControlCalls(config(region), call),
    ),
    shelves: {
      services: shelf(),
      clusters: shelf(),
      capacityProviders: shelf(),
      repositories: shelf(),
      scanning: shelf(),
      keys: shelf(),
      trails: shelf(),
      everybody: shelf(),
      trusts: shelf(),
      managedPolicies: shelf(),
      instanceProfiles: shelf(),
      organization: shelf(),
      tagAuthorization: shelf(),
      alarms: shelf(),
      benchReports: shelf(),
      subscriptions: shelf(),
      pullThroughRules: shelf(),
      serviceRevisions: shelf(),
      images: shelf(),
      bases: shelf(),
      allRepositories: shelf(),
      fileSystems: shelf(),
      accessPoints: shelf(),
      containerInstances: shelf(),
      hosts: shelf(),
      machineImages: shelf(),
      listeners: shelf(),
      listenerRules: shelf(),
      tlsPolicies: shelf(),
      classicPolicies: shelf(),
      prefixLists: shelf(),
      vpcs: shelf(),
      privateZones: shelf(),
      policySupport: shelf(),
      hostVpcs: shelf(),
    },
    pools: {
      principals: pool(),
      credentials: pool(),
      securityGroups: pool(),
      defaultGroups: pool(),
      subnets: pool(),
      routeTables: pool(),
      vpcSubnets: pool(),
      vpcEndpoints: pool(),
      endpoints: pool(),
      targetGroups: pool(),
      loadBalancers: pool(),
      classicLoadBalancers: pool(),
    },
    groups: {
      services: groupsOf(),
      containerInstances: groupsOf(),
      clusters: groupsOf(),
      repositories: groupsOf(),
      images: groupsOf(),
    },
    revisions: recentOf(MOST_REVISIONS),
    policyVersions: recentOf(MOST_POLICIES),
    manifests: recentOf(MOST_IMAGES),
    configs: recentOf(MOST_IMAGES),
    provenances: recentOf(MOST_IMAGES),
    reports: recentOf(MOST_REPORTS),
  };
}

function byRegion<T>(open: (region: string) => Promise<T>): (region: string) => Promise<T> {
  const opened = new Map<string, Promise<T>>();
  return (region) => {
    const client = opened.get(region) ?? open(region);
    opened.set(region, client);
    return client;
  };
}
