import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toolScript } from '#constructs/bench-tool.ts';
import { instanceOfKey } from '#domain/docker-bench.ts';
import { FULL_SETTINGS, found, only, scratch, statements, templateOf } from './synth.ts';

const run = templateOf({
  settings: { ...FULL_SETTINGS, dockerBench: { targets: { bench: 'on' }, everyDays: 7 } },
});
const kept = templateOf({
  settings: { ...FULL_SETTINGS, dockerBench: { targets: {}, everyDays: 7 } },
  keys: 'aws-owned',
});

describe('Docker Bench in the stack', () => {
  const bucket = only(run, 'AWS::S3::Bucket', 'DockerBench');

  it('is not there unless the settings ask for it', () => {
    const none = templateOf({ settings: FULL_SETTINGS });
    expect(found(none, 'AWS::S3::Bucket', '')).toEqual([]);
    expect(found(none, 'AWS::SSM::Document', '')).toEqual([]);
    expect(JSON.stringify(none.toJSON())).not.toContain('DOCKER_BENCH');
  });

  it('keeps reports in a bucket of its own: encrypted, versioned, closed, for 400 days', () => {
    expect(bucket.properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 400 }] },
    });
  });

  it('brings what arrives in that bucket, and in no other, to the changes lane', () => {
    expect(only(run, 'AWS::Events::Rule', 'DockerBench').properties).toMatchObject({
      EventPattern: { source: ['aws.s3'], detail: { bucket: { name: [{ Ref: bucket.id }] } } },
      Targets: [{ Arn: { 'Fn::GetAtt': [only(run, 'AWS::SQS::Queue', 'LanesChanges').id, 'Arn'] } }],
    });
  });

  it('lets the evaluator read reports and nothing else of S3', () => {
    const own = statements(only(run, 'AWS::IAM::Policy', 'EvaluatePolicy'));
    const reading = own.filter(({ Action }) =>
      [Action].flat().some((each) => /^s3:(GetObject|ListBucket)$/.test(each)),
    );
    expect(reading.map(({ Sid }) => Sid)).toEqual(['ListReports', 'ReadReports']);
    expect(JSON.stringify(reading)).not.toContain('"*"');
  });

  it('runs it where the tags say, and leaves what it says where reports are looked for', () => {
    expect(only(run, 'AWS::SSM::Association', 'DockerBench').properties).toMatchObject({
      ScheduleExpression: 'rate(7 days)',
      Targets: [{ Key: 'tag:bench', Values: ['on'] }],
      OutputLocation: { S3Location: { OutputS3KeyPrefix: 'ssm', OutputS3BucketName: { Ref: bucket.id } } },
    });
    const { properties } = only(run, 'AWS::SSM::Document', 'DockerBench');
    const { mainSteps } = properties['Content'] as {
      readonly mainSteps: readonly { readonly name: string; readonly action: string }[];
    };
    const { name = '' } = mainSteps.at(-1) ?? {};
    expect(instanceOfKey(`ssm/i-0123456789abcdef0/a/awsrunShellScript/${name}/stdout`)).toBe(
      'i-0123456789abcdef0',
    );
  });

  it('without tags keeps reports that are imported, and runs nothing', () => {
    expect(found(kept, 'AWS::S3::Bucket', 'DockerBench')).toHaveLength(1);
    expect(found(kept, 'AWS::SSM::Document', '')).toEqual([]);
    expect(found(kept, 'AWS::IAM::ManagedPolicy', 'DockerBench')).toEqual([]);
  });

  it('ships the tool as it was published', () => {
    const target = join(scratch(), 'tool');
    execFileSync('sh', [toolScript(), target]);
    const published = 'third_party/docker-bench-security';
    const files = readdirSync(published, { recursive: true, encoding: 'utf8' }).filter((each) =>
      /\.\w+$/.test(each),
    );
    expect(files.length).toBeGreaterThan(12);
    for (const file of files)
      expect(readFileSync(join(target, file), 'utf8'), file).toBe(
        readFileSync(join(published, file), 'utf8'),
      );
  });
});
