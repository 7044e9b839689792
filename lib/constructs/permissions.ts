import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Action } from '#domain/facts.ts';
import type { TableName } from '#domain/tables.ts';
import { ACCESS, type FunctionName } from './access.ts';
import { acknowledge } from './acknowledge.ts';
import { capital } from './capital.ts';
import type { Identity } from './identity.ts';
import type { Lanes } from './lanes.ts';
import type { Tables } from './tables.ts';

/** What permissions are given on. */
export interface Things {
  readonly tables: Tables;
  readonly lanes: Lanes;
  readonly topic: Topic;
  readonly key: IKey | undefined;
  readonly reads: readonly Action[];
  /** ARNs of the rules that the canary is written on, one a region. */
  readonly canaryRules: readonly string[];
}

/** What DynamoDB needs of the caller on a customer-managed key (DynamoDB developer guide, "Encryption at rest: usage notes"). */
const TABLE_KEY_USE = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'];
/** What a publisher needs (SNS developer guide, "Key management"). */
const TOPIC_KEY_USE = ['kms:Decrypt', 'kms:GenerateDataKey'];

const WHY_ALL =
  'It watches every ECS and ECR resource of the account, known or not; the actions are reads, each declared by a fact.';

const WHY_ALL_RULES =
  'events:ListRules knows no resource; it says whether our rules are there and enabled, in each region.';

/** The permissions of one function: the table `ACCESS`, and for the evaluator the reads that are derived. */
export function permit(name: FunctionName, identity: Identity, things: Things): void {
  const { tables, indexes, sends, publishes, reads, watches } = ACCESS[name];
  for (const table of Object.keys(tables) as TableName[]) {
    const { tableArn } = things.tables[table];
    const indexArns = (indexes[table] ?? []).map((index) => `${tableArn}/index/${index}`);
    const actions = (tables[table] ?? []).map((operation) => `dynamodb:${operation}`);
    identity.allow(`Table${capital(table)}`, actions, [tableArn, ...indexArns]);
  }
  const queues = sends.map((lane) => things.lanes[lane].queueArn);
  if (queues.length > 0) identity.allow('SendWork', ['sqs:SendMessage'], queues);
  if (publishes) identity.allow('Tell', ['sns:Publish'], [things.topic.topicArn]);
  // Reads of the whole account: most of them list, and IAM knows no narrower resource for that.
  if (reads) {
    identity.allow('ReadTheAccount', things.reads, ['*']);
    acknowledge(identity.policy, { 'AwsSolutions-IAM5[Resource::*]': WHY_ALL });
  }
  if (watches) {
    identity.allow('WriteTheCanary', ['events:TagResource'], things.canaryRules);
    identity.allow('SeeTheRules', ['events:ListRules'], ['*']);
    acknowledge(identity.policy, { 'AwsSolutions-IAM5[Resource::*]': WHY_ALL_RULES });
  }
  if (!things.key) return;
  identity.allow('UseTheKeyOfTables', TABLE_KEY_USE, [things.key.keyArn], 'dynamodb');
  if (publishes) identity.allow('UseTheKeyOfTheTopic', TOPIC_KEY_USE, [things.key.keyArn], 'sns');
}
