import {
  DescribeRuleCommand,
  type DescribeRuleCommandOutput,
  EventBridgeClient,
  ListRuleNamesByTargetCommand,
} from '@aws-sdk/client-eventbridge';
import { settle } from '#aws/facts/failure.ts';
import type { RuleVitals, Vitals } from '#domain/vitals.ts';
import { call, type VitalsConfig } from './config.ts';

export function rules(config: VitalsConfig): Pick<Vitals, 'rulesTo'> {
  const client = new EventBridgeClient(config);
  const namesOf = async (target: string): Promise<readonly string[]> => {
    const names: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await call('events:ListRuleNamesByTarget', () =>
        client.send(
          new ListRuleNamesByTargetCommand({
            TargetArn: target,
            ...(NextToken !== undefined && { NextToken }),
          }),
        ),
      );
      names.push(...(page.RuleNames ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return names;
  };
  return {
    rulesTo: (target) =>
      settle(async () => {
        const value: RuleVitals[] = [];
        for (const Name of await namesOf(target))
          value.push(
            ruleOf(await call('events:DescribeRule', () => client.send(new DescribeRuleCommand({ Name })))),
          );
        return { value };
      }),
  };
}

const ruleOf = ({ Name, Description, State, EventPattern }: DescribeRuleCommandOutput): RuleVitals => ({
  name: Name ?? '',
  description: Description ?? '',
  enabled: State !== 'DISABLED',
  pattern: parsed(EventPattern),
});

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    return undefined;
  }
}
