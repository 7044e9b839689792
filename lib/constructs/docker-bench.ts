import { Duration, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { CfnAssociation, CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { REPORT_PREFIXES } from '#domain/docker-bench.ts';
import type { Settings } from '#domain/settings.ts';
import { acknowledge } from './acknowledge.ts';
import { benchDocument } from './bench-document.ts';
import { toolScript } from './bench-tool.ts';
import type { Identity } from './identity.ts';
import type { Lanes } from './lanes.ts';

export interface DockerBenchProps extends NonNullable<Settings['dockerBench']> {
  readonly name: string;
  /** Absent: the bucket is encrypted with a key of S3. */
  readonly key: IKey | undefined;
  /** Who reads reports. */
  readonly reader: Identity;
  readonly lanes: Lanes;
  readonly enforceTls: boolean;
  readonly removalPolicy: RemovalPolicy;
}

const WHY_NO_ACCESS_LOG =
  'Who reads and writes reports is in CloudTrail where data events are recorded; they hold no secrets.';
const WHY_ALL_REPORTS =
  'A report lies under a key of its own; IAM has no variable for the id of the instance that writes it.';

/**
 * A bucket for reports of Docker Bench, the rule that tells of each that arrives, and, where tags name instances, what
 * runs it there: a document and an association of Systems Manager, and a policy that the role of the instances needs.
 */
export class DockerBench extends Construct {
  readonly bucket: Bucket;
  /** For the role of the instances; absent where nothing is run. */
  readonly instancePolicy?: ManagedPolicy;

  constructor(scope: Construct, id: string, props: DockerBenchProps) {
    super(scope, id);
    const { key, reader, enforceTls, removalPolicy, targets } = props;
    this.bucket = new Bucket(this, 'Reports', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      // The CDK's own classes do not fit its interfaces under exactOptionalPropertyTypes.
      ...(key
        ? { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }
        : { encryption: BucketEncryption.S3_MANAGED }),
      enforceSSL: enforceTls,
      versioned: true,
      removalPolicy,
      lifecycleRules: [{ expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(30) }],
    });
    acknowledge(this.bucket, { 'AwsSolutions-S1': WHY_NO_ACCESS_LOG });
    // `eventBridgeEnabled` would bring a function of the CDK's; this is one property.
    const { node } = this.bucket;
    (node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    this.tell(props);
    reader.allow('ListReports', ['s3:ListBucket'], [this.bucket.bucketArn]);
    reader.allow(
      'ReadReports',
      ['s3:GetObject'],
      Object.values(REPORT_PREFIXES).map((each) => this.bucket.arnForObjects(`${each}*`)),
    );
    if (key) reader.allow('UseTheKeyOfReports', ['kms:Decrypt'], [key.keyArn], 's3');
    acknowledge(reader.policy, this.wildcards(Object.values(REPORT_PREFIXES)));
    if (Object.keys(targets).length > 0) this.instancePolicy = this.run(props);
  }

  /** A report that arrives is a change like any other. */
  private tell({ name, lanes }: DockerBenchProps): void {
    const rule = new CfnRule(this, 'Arrivals', {
      name: `${name}-docker-bench`,
      description: 'ecs-warden: reports of Docker Bench that arrive',
      eventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [this.bucket.bucketName] } },
      },
      state: 'ENABLED',
      targets: [
        { id: 'Changes', arn: lanes.changes.queueArn, deadLetterConfig: { arn: lanes.deadLetters.queueArn } },
      ],
    });
    for (const queue of [lanes.changes, lanes.deadLetters])
      queue.addToResourcePolicy(
        new PolicyStatement({
          sid: 'ArrivalsOfReports',
          principals: [new ServicePrincipal('events.amazonaws.com')],
          actions: ['sqs:SendMessage'],
          resources: [queue.queueArn],
          conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
        }),
      );
  }

  private run({ targets, everyDays, key }: DockerBenchProps): ManagedPolicy {
    const tool = new Asset(this, 'Tool', { path: toolScript() });
    const document = new CfnDocument(this, 'Document', {
      documentType: 'Command',
      documentFormat: 'JSON',
      content: benchDocument(tool.httpUrl),
      updateMethod: 'NewVersion',
    });
    new CfnAssociation(this, 'Association', {
      name: document.ref,
      scheduleExpression: `rate(${everyDays} ${everyDays === 1 ? 'day' : 'days'})`,
      targets: Object.entries(targets).map(([tag, value]) => ({ key: `tag:${tag}`, values: [value] })),
      maxConcurrency: '10%',
      maxErrors: '100%',
      outputLocation: {
        s3Location: {
          outputS3BucketName: this.bucket.bucketName,
          outputS3KeyPrefix: REPORT_PREFIXES.association.replace(/\/$/, ''),
          outputS3Region: Stack.of(this).region,
        },
      },
    });
    const policy = new ManagedPolicy(this, 'InstancePolicy', {
      description: 'ecs-warden: lets container instances fetch Docker Bench and leave its reports',
      statements: [
        new PolicyStatement({
          actions: ['s3:GetObject'],
          resources: [tool.bucket.arnForObjects(tool.s3ObjectKey)],
        }),
        new PolicyStatement({
          actions: ['s3:PutObject'],
          resources: [this.bucket.arnForObjects(`${REPORT_PREFIXES.association}*`)],
        }),
        // The agent asks how the bucket is encrypted before it writes (Systems Manager guide, "Sending output to S3").
        new PolicyStatement({
          actions: ['s3:GetEncryptionConfiguration'],
          resources: [this.bucket.bucketArn],
        }),
        ...(key ? [new PolicyStatement({ actions: ['kms:GenerateDataKey'], resources: [key.keyArn] })] : []),
      ],
    });
    acknowledge(policy, this.wildcards([REPORT_PREFIXES.association]));
    return policy;
  }

  private wildcards(prefixes: readonly string[]): Readonly<Record<string, string>> {
    const logicalId = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket);
    return Object.fromEntries(
      prefixes.map((prefix) => [
        `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${prefix}*]`,
        WHY_ALL_REPORTS,
      ]),
    );
  }
}
