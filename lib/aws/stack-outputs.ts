import {
  CloudFormationClient,
  type CloudFormationClientConfig,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';

type Config = Pick<CloudFormationClientConfig, 'region' | 'credentials' | 'endpoint' | 'requestHandler'>;

/**
 * The outputs of a stack, by its name or by a table that it made. Rejects as CloudFormation does: with a ValidationError
 * where there is no such stack.
 */
export async function outputsOf(
  of: { readonly stack: string } | { readonly table: string },
  config: Config = {},
): Promise<Readonly<Record<string, string>>> {
  const client = new CloudFormationClient(config);
  const StackName = 'stack' in of ? of.stack : await stackWith(of.table, client);
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
  return Object.fromEntries(
    (Stacks[0]?.Outputs ?? []).flatMap(({ OutputKey, OutputValue }) =>
      OutputKey !== undefined && OutputValue !== undefined ? [[OutputKey, OutputValue]] : [],
    ),
  );
}

async function stackWith(
  PhysicalResourceId: string,
  client: CloudFormationClient,
): Promise<string | undefined> {
  const { StackResources = [] } = await client.send(
    new DescribeStackResourcesCommand({ PhysicalResourceId }),
  );
  return StackResources[0]?.StackName;
}
