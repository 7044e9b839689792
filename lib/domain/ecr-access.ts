import type { Unavailable } from './reading.ts';
import type { Encrypted } from './repository.ts';

/**
 * Who is let in to a repository or a registry: policies as AWS keeps them, JSON texts, for those who decide to read.
 * Of a repository its policy; of a registry also where its images go and what the next repositories begin with.
 */
export interface EcrAccess {
  /** Undefined: there is none. */
  readonly policy: string | undefined;
  readonly replication: readonly ReplicationTarget[] | Unavailable;
  readonly templates: readonly CreationTemplate[] | Unavailable;
}

/** Another registry that images are copied to. */
export interface ReplicationTarget {
  readonly account: string;
  readonly region: string;
}

/** What a repository gets that ECR creates under a prefix by itself. */
export interface CreationTemplate extends Encrypted {
  /** `ROOT` is every prefix that no other template has. */
  readonly prefix: string;
  readonly policy: string | undefined;
}
