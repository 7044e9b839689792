import { describe, expect, it } from 'vitest';
import { after } from '#domain/instant.ts';
import { handle } from '#monitor/handle.ts';
import type { AccountFile } from '#recorded/account-file.ts';
import { recordedMonitor } from '../support/recorded-monitor.ts';
import { call } from '../support/records.ts';

const ACCOUNT = '123456789012';
const repository = (partition: string, region: string): string =>
  `arn:${partition}:ecr:${region}:${ACCOUNT}:repository/shop/api`;

/** The same repository in several regions; only that of one has tags that can be moved. */
const accountOf = (partition: string, regions: readonly string[], mutable: string): AccountFile => ({
  version: 1,
  resources: Object.fromEntries(
    regions.map((region) => [
      repository(partition, region),
      {
        repository: {
          repositoryArn: repository(partition, region),
          repositoryName: 'shop/api',
          registryId: ACCOUNT,
          imageTagMutability: region === mutable ? 'MUTABLE' : 'IMMUTABLE',
        },
      },
    ]),
  ),
});

describe('an event that another region sent home', () => {
  it.each([
    ['aws', 'eu-west-1', 'ap-southeast-2'],
    ['aws-cn', 'cn-north-1', 'cn-northwest-1'],
    ['aws-us-gov', 'us-gov-west-1', 'us-gov-east-1'],
  ])(
    '%s: of %s and %s the one that it happened in is read, and the finding carries it',
    async (partition, one, other) => {
      const monitor = recordedMonitor(accountOf(partition, [one, other], other));
      const record = (awsRegion: string) =>
        call(
          'ecr',
          'PutImageTagMutability',
          { repositoryName: 'shop/api', imageTagMutability: 'MUTABLE' },
          null,
          {
            awsRegion,
            recipientAccountId: ACCOUNT,
            eventID: `in-${awsRegion}`,
            eventTime: after(monitor.clock.now(), -1000),
          },
        );
      for (const region of [one, other]) {
        await handle({ kind: 'event', envelope: record(region) }, monitor);
        await monitor.run();
      }
      const rows = (await monitor.rows()).filter(
        ({ controlId }) => controlId === 'repository-tag-immutability',
      );
      expect(rows).toMatchObject([
        { resourceArn: repository(partition, other), account: ACCOUNT, region: other, status: 'OPEN' },
      ]);
    },
  );
});
