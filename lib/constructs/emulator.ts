import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { EcsWardenProps } from './props.ts';

/**
 * For a local emulator: without what it refuses (Slack's channel) or cannot do (TLS), quick, and gone with the stack.
 * Everything else is as it is deployed to AWS.
 */
export const EMULATOR: EcsWardenProps = {
  slack: false,
  enforceTls: false,
  removalPolicy: RemovalPolicy.DESTROY,
  tickEvery: Duration.minutes(1),
  delays: {
    settleMs: 1_000,
    confirmMs: 1_000,
    missingMs: 1_000,
    retryMs: 1_000,
    sweepReadMs: 5,
    blindMs: 120_000,
    capMs: 5_000,
  },
};
