import type { Arn } from './arn.ts';
import type { Reading } from './reading.ts';

/** A queue as it stands. */
export interface QueueVitals {
  readonly arn: Arn;
  readonly waiting: number;
  readonly inFlight: number;
  /** Whether EventBridge may send to it by a statement of our stack. */
  readonly takesEvents: boolean;
}

export interface FunctionVitals {
  readonly state: string;
  readonly lastUpdate: string;
  /** Concurrency that is set aside for it; 0: it can never run. */
  readonly reserved?: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** What a function did in the last hour, as CloudWatch last heard; absent: it heard nothing. */
interface FunctionActivity {
  readonly errors?: number;
  readonly throttles?: number;
}

export interface RuleVitals {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly pattern: unknown;
}

/** What feeds a function from a queue or stream. */
export interface SourceVitals {
  readonly sourceArn: Arn;
  readonly state: string;
  readonly lastResult: string;
}

interface SubscriptionVitals {
  readonly confirmed: number;
  readonly pending: number;
}

export interface AlarmVitals {
  readonly name: string;
  readonly state: string;
  readonly reason: string;
  /** Whether it may act at all, and the topics that it then tells. */
  readonly acts: boolean;
  readonly tells: readonly Arn[];
}

export interface TrailVitals {
  readonly name: string;
  readonly logging: boolean;
}

/** What can be asked of a deployed monitor without changing it. Never throws for what an account can be like. */
export interface Vitals {
  /** Whether a table can be used and read: `ACTIVE`, or another state of DynamoDB's. */
  readonly table: (name: string) => Promise<Reading<{ readonly status: string }>>;
  /** One of the monitor's own notes; undefined: it is not written yet. */
  readonly note: (stateTable: string, name: string) => Promise<Reading<unknown>>;
  readonly queue: (url: string) => Promise<Reading<QueueVitals>>;
  /** In seconds, of a queue's oldest message, as CloudWatch last heard; undefined: it heard nothing. */
  readonly oldestIn: (queue: Arn) => Promise<Reading<number | undefined>>;
  readonly lambda: (name: string) => Promise<Reading<FunctionVitals>>;
  readonly activity: (name: string) => Promise<Reading<FunctionActivity>>;
  /** The rules that have this target. */
  readonly rulesTo: (target: Arn) => Promise<Reading<readonly RuleVitals[]>>;
  readonly sourcesOf: (functionName: string) => Promise<Reading<readonly SourceVitals[]>>;
  readonly subscriptions: (topic: Arn) => Promise<Reading<SubscriptionVitals>>;
  /** The rules of a monitor of this name in any region, by what they bring, and whether each is enabled. */
  readonly rulesIn: (region: string, name: string) => Promise<Reading<ReadonlyMap<string, boolean>>>;
  /** The trails that record what happens in a region. */
  readonly trailsIn: (region: string) => Promise<Reading<readonly TrailVitals[]>>;
  /** Alarms whose name begins so. */
  readonly alarms: (prefix: string) => Promise<Reading<readonly AlarmVitals[]>>;
}
