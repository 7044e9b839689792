import type { BusinessHours } from './business-hours.ts';
import type { Instant } from './instant.ts';
import type { Severity } from './severity.ts';

/** What an operator may set of the controls themselves; each control names those it reads. */
export interface Parameters {
  /** Registries whose images are trusted besides this account's private ECR: host, or host/path prefix; `*` within a segment. */
  readonly trustedRegistries: readonly string[];
  /** Accounts of others that are trusted: with images of ours, to serve images, and to take roles of ours. */
  readonly trustedAccounts: readonly string[];
  /** Accounts of vendors that may take roles of ours, each with an external id. */
  readonly thirdParties: readonly string[];
  /** Whether policies of people must say from which networks they call. */
  readonly requireNetworkCondition: boolean;
  /** Capabilities that containers may be given, with or without `CAP_`. */
  readonly allowedCapabilities: readonly string[];
  /** Whether a family needs a task role even where nothing shows that it uses AWS. */
  readonly requireTaskRole: boolean;
  /** The organisation whose accounts are ours, `o-…`; undefined: not known. */
  readonly organizationId: string | undefined;
  /** Private ECR images that others may be built on: `…/base/node` (every image kept there), `…/base/node:22` or `…@sha256:…`. */
  readonly approvedBaseImages: readonly string[];
  /** Public images that nothing is to be built on: what they are called, and the digests of their uncompressed layers, the lowest first. */
  readonly knownPublicBases: readonly { readonly name: string; readonly layers: readonly string[] }[];
  /** When vulnerabilities of an image in use are failures: days since they were first seen. */
  readonly vulnerabilities: {
    readonly criticalGraceDays: number;
    readonly highGraceDays: number;
    /** Only those that an update fixes. */
    readonly onlyFixable: boolean;
  };
  /** A basic scan older than this is out of date; continuous scans have no age. */
  readonly scanMaxAgeDays: number;
  /** An image in use older than this is to be built again. */
  readonly imageMaxAgeDays: number;
  /** A machine image of a container instance older than this is to be replaced. */
  readonly instanceMaxAgeDays: number;
  /** Up to which use in percent an alarm must be set off; `external`: alarms are kept outside of this account. */
  readonly alarms: { readonly cpu: number; readonly memory: number; readonly external: boolean };
  /** How reports of Docker Bench are judged; tests by their ids (`5.5`). */
  readonly dockerBench: {
    readonly maxAgeDays: number;
    /** Younger machines need no report. */
    readonly minInstanceAgeHours: number;
    /** Failing tests that are let pass on one machine, besides those that always fail. */
    readonly maxOther: number;
    /** Tests that do not count, besides those that ECS makes unattainable. */
    readonly ignore: readonly string[];
    /** Tests of which each is a HIGH failure. */
    readonly alwaysFail: readonly string[];
  };
  /** How long an image may run that its tag does not name any more. */
  readonly imageDriftHours: number;
  /** Which repositories are sensitive: a tag with one of these values (lower case), or a name; `*` in either. */
  readonly sensitive: {
    readonly tag: { readonly key: string; readonly values: readonly string[] };
    readonly repositories: readonly string[];
  };
  /** Whether images must be signed. */
  readonly signing: { readonly required: boolean };
  /** Names of roles and users that read the audit log on purpose, `*` as wildcard; undefined: nobody said. */
  readonly logReaders: readonly string[] | undefined;
  readonly principals: {
    /** Names of roles and users that administer the account on purpose; `*` as wildcard. */
    readonly administrators: readonly string[];
    /** Names of roles and users that no person acts as: pipelines, operators; `*` as wildcard. */
    readonly automation: readonly string[];
    /** Names of users whose long-term access key is accepted: pipelines that cannot do without; `*` as wildcard. */
    readonly accessKeyUsers: readonly string[];
    /** Names of roles that change trails and the monitor on purpose: its deployment, Control Tower; `*` as wildcard. */
    readonly maintainers: readonly string[];
  };
  /** How VPCs are laid out. */
  readonly network: {
    /** Whether tasks reach AWS by endpoints in another VPC; then none is missed in their own. */
    readonly centralEndpoints: boolean;
    /** Private address ranges outside of a VPC that may reach its endpoints. */
    readonly trustedCidrs: readonly string[];
    /** Whether endpoints of ECS itself are wanted where tasks run on Fargate only. */
    readonly requireFargateEcsEndpoints: boolean;
  };
  /** When people are expected to work; undefined: any time. */
  readonly businessHours: BusinessHours | undefined;
}
export type ParameterName = keyof Parameters;

/** A standing decision not to be told of some findings, from the settings file. */
export interface SuppressionRule {
  /** Control ids, `*` as wildcard. */
  readonly controls: readonly string[];
  /** Resource names or ARNs, `*` as wildcard. */
  readonly resources: readonly string[];
  /** Tags of the resource that must all be there; `*` as wildcard in values. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly owner: string;
  readonly until: Instant;
}

/** The operator's decisions, complete: an empty file gives the defaults. */
export interface Settings {
  /** What people call the account in messages; its number when absent. */
  readonly accountName?: string;
  /** The region the findings live in, and those that are watched. Empty: the region of deployment. */
  readonly homeRegion?: string;
  readonly regions: readonly string[];
  readonly recipients: {
    readonly emails: readonly string[];
    readonly slack?: { readonly workspaceId: string; readonly channelId: string };
  };
  /** The tag whose value is the owner named in messages. */
  readonly ownerTag: string;
  readonly parameters: Parameters;
  readonly controls: Readonly<Record<string, { readonly enabled?: boolean; readonly severity?: Severity }>>;
  readonly suppressions: readonly SuppressionRule[];
  /** When the digest goes out: local times `HH:MM` in an IANA time zone. */
  readonly digest: { readonly times: readonly string[]; readonly zone: string };
  /** Services of the home region, as `cluster/service`, whose CPU and memory alarms the monitor makes, and their thresholds in percent. */
  readonly usageAlarms: {
    readonly services: readonly string[];
    readonly cpu: number;
    readonly memory: number;
  };
  /** Docker Bench run on container instances by the monitor's stack; absent: it keeps no reports either. */
  readonly dockerBench?: {
    /** The instances it is run on, by tags; none: reports are only imported. */
    readonly targets: Readonly<Record<string, string>>;
    readonly everyDays: number;
  };
  readonly timing: Timing;
}

/** Delays in milliseconds; the defaults are AWS's habits, tests and local runs shorten them. */
export interface Timing {
  /** How long a read may still show the state before a change. */
  readonly settleMs: number;
  /** From a change to its one confirming look. */
  readonly confirmMs: number;
  /** From a first "not found" to the second that makes it a deletion. */
  readonly missingMs: number;
  /** From a throttled look to the next attempt. */
  readonly retryMs: number;
  /** After how long a behaviour that is not seen any more is resolved. */
  readonly quietMs: number;
  /** From one read of a deployed sweep to its next at the same service. */
  readonly sweepReadMs: number;
  /** After how long without events, while the canary is written, the monitor is blind. */
  readonly blindMs: number;
  /** The window in which the messages told at once are counted. */
  readonly capMs: number;
}

/**
 * Settle and confirm: DESIGN.md "State" (15 s, 60 s); missing: 5 minutes; retry: within SQS's 15-minute delay; reads of
 * a sweep: at most 5 a second ("Two lanes and a budget"); the cap: 5 minutes ("Immediate, digest or silent").
 */
export const DEFAULT_TIMING: Timing = {
  settleMs: 15_000,
  confirmMs: 60_000,
  missingMs: 300_000,
  retryMs: 60_000,
  quietMs: 7 * 86_400_000,
  sweepReadMs: 200,
  blindMs: 15 * 60_000,
  capMs: 300_000,
};

/** Who administers accounts everywhere: Identity Center's administrators, Organizations, Control Tower, the CDK. */
const ADMINISTRATORS: readonly string[] = [
  'AWSReservedSSO_AdministratorAccess_*',
  'OrganizationAccountAccessRole',
  'AWSControlTowerExecution',
  'AWSAFTExecution',
  'stacksets-exec-*',
  'cdk-*-cfn-exec-role-*',
];

/** Who deploys what watches: the CDK's execution role, Control Tower, CloudTrail for an organisation (control review, §3). */
const MAINTAINERS: readonly string[] = [
  'cdk-*-cfn-exec-role-*',
  'AWSControlTowerExecution',
  'AWSServiceRoleForCloudTrail',
];

/** Faults by which a container reaches its host, or anybody the daemon (control-review of CIS Docker 1.6). */
const ALWAYS_FAIL: readonly string[] = [
  '2.5',
  '2.7',
  '3.15',
  '3.16',
  '5.5',
  '5.6',
  '5.7',
  '5.10',
  '5.16',
  '5.17',
  '5.20',
  '5.21',
  '5.22',
  '5.32',
];

export const DEFAULT_SETTINGS: Settings = {
  regions: [],
  recipients: { emails: [] },
  ownerTag: 'owner',
  parameters: {
    trustedRegistries: [],
    trustedAccounts: [],
    thirdParties: [],
    requireNetworkCondition: false,
    allowedCapabilities: [],
    requireTaskRole: false,
    organizationId: undefined,
    approvedBaseImages: [],
    knownPublicBases: [],
    vulnerabilities: { criticalGraceDays: 7, highGraceDays: 30, onlyFixable: true },
    scanMaxAgeDays: 30,
    imageMaxAgeDays: 180,
    instanceMaxAgeDays: 90,
    alarms: { cpu: 90, memory: 90, external: false },
    dockerBench: {
      maxAgeDays: 30,
      minInstanceAgeHours: 24,
      maxOther: 15,
      ignore: [],
      alwaysFail: ALWAYS_FAIL,
    },
    imageDriftHours: 24,
    sensitive: {
      tag: { key: 'DataClassification', values: ['confidential', 'restricted', 'secret'] },
      repositories: [],
    },
    signing: { required: false },
    logReaders: undefined,
    principals: {
      administrators: ADMINISTRATORS,
      automation: [],
      accessKeyUsers: [],
      maintainers: MAINTAINERS,
    },
    network: { centralEndpoints: false, trustedCidrs: [], requireFargateEcsEndpoints: false },
    businessHours: undefined,
  },
  controls: {},
  suppressions: [],
  digest: { times: ['09:00'], zone: 'UTC' },
  usageAlarms: { services: [], cpu: 80, memory: 80 },
  timing: DEFAULT_TIMING,
};
