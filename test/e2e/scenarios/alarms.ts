import assert from 'node:assert/strict';
import { eventually } from '../checks.ts';
import { invoke, output } from '../deployed.ts';
import type { World } from '../world.ts';

interface Alarm {
  readonly AlarmName: string;
  readonly MetricName?: string;
  readonly StateValue: string;
  readonly AlarmActions?: readonly string[];
}

/** The gauges of a tick bring the alarm of open findings up, and it tells the ops topic. */
export async function alarms({ check, aws, outputs, ops }: World): Promise<void> {
  const described = async (): Promise<readonly Alarm[]> => {
    const { MetricAlarms } = await aws.json('monitoring', 'GraniteServiceVersion20100801.DescribeAlarms');
    return MetricAlarms as readonly Alarm[];
  };
  await check('open HIGH findings bring their alarm up after a tick', async () => {
    await invoke(aws, outputs, 'Tick');
    const up = await eventually('an alarm on open findings in state ALARM', async () =>
      (await described()).find(
        ({ MetricName, StateValue }) => MetricName === 'OpenFindings' && StateValue === 'ALARM',
      ),
    );
    assert.deepEqual(up.AlarmActions, [output(outputs, 'OpsTopicArn')]);
    const { body } = await ops.next(`alarm ${up.AlarmName}`, ({ AlarmName }) => AlarmName === up.AlarmName);
    assert.equal(body.NewStateValue, 'ALARM');
  });
}
