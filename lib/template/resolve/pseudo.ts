import { partitionOf } from '#domain/partition.ts';
import type { Place } from '#domain/resource.ts';

/** What CloudFormation's pseudo parameters stand for; undefined for names of none and for those known only at deployment. */
export function pseudo(name: string, { partition, account, region }: Place): string | undefined {
  if (name === 'AWS::AccountId') return account;
  if (name === 'AWS::Region') return region;
  if (name === 'AWS::Partition') return partition;
  return name === 'AWS::URLSuffix' ? (partitionOf(region)?.dnsSuffix ?? 'amazonaws.com') : undefined;
}
