import type { ServiceEvents } from '#domain/trigger.ts';
import { CLOUDTRAIL } from './cloudtrail.ts';
import { CLOUDWATCH } from './cloudwatch.ts';
import { EC2 } from './ec2.ts';
import { ECR } from './ecr.ts';
import { ECS } from './ecs.ts';
import { EFS } from './efs.ts';
import { ELASTIC_LOAD_BALANCING } from './elastic-load-balancing.ts';
import { IAM } from './iam.ts';
import { INSPECTOR2 } from './inspector2.ts';
import { KMS } from './kms.ts';
import { S3 } from './s3.ts';
import { SIGN_INS } from './sign-in.ts';
import { SNS } from './sns.ts';
import { STS } from './sts.ts';

/** The services whose events change what the controls judge. */
export const SERVICES: readonly ServiceEvents[] = [
  ECS,
  ECR,
  EFS,
  INSPECTOR2,
  KMS,
  IAM,
  STS,
  SIGN_INS,
  CLOUDTRAIL,
  S3,
  EC2,
  ELASTIC_LOAD_BALANCING,
  CLOUDWATCH,
  SNS,
];
