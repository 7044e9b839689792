import { CloudTrailClient, DescribeTrailsCommand, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { settle } from '#aws/facts/failure.ts';
import { ownRules } from '#aws/own-rules.ts';
import type { TrailVitals, Vitals } from '#domain/vitals.ts';
import { call, type VitalsConfig } from './config.ts';

/** What is asked of other regions than the monitor's own. */
export const regions = (config: VitalsConfig): Pick<Vitals, 'rulesIn' | 'trailsIn'> => ({
  rulesIn: (region, name) =>
    settle(async () => ({
      value: await ownRules(new EventBridgeClient({ ...config, region }), name, call),
    })),
  trailsIn: (region) =>
    settle(async () => {
      const client = new CloudTrailClient({ ...config, region });
      const { trailList = [] } = await call('cloudtrail:DescribeTrails', () =>
        client.send(new DescribeTrailsCommand({ includeShadowTrails: true })),
      );
      const value: TrailVitals[] = [];
      for (const { TrailARN = '', Name = TrailARN } of trailList) {
        const { IsLogging } = await call('cloudtrail:GetTrailStatus', () =>
          client.send(new GetTrailStatusCommand({ Name: TrailARN })),
        );
        value.push({ name: Name, logging: IsLogging === true });
      }
      return { value };
    }),
});
