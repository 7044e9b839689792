import type { Change } from '#domain/change.ts';
import type { DigestNews, FindingNews, NewsLine, NewsPart, SummaryNews } from '#domain/news.ts';
import type { SnsMessage } from '#domain/outbound.ts';
import type { Resource } from '#domain/resource.ts';

/** News as the three examples of the message page have them, and small makers for the rest. */

const NOW = '2026-04-14T14:02:48.000Z';

export const family: Resource = {
  type: 'AWS::ECS::TaskDefinition',
  arn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web',
};
export const repository: Resource = {
  type: 'AWS::ECR::Repository',
  arn: 'arn:aws:ecr:eu-west-1:123456789012:repository/payments/api',
};

export const part = (over: Partial<NewsPart> = {}): NewsPart => ({
  controlId: 'task-definition-read-only-root',
  findingId: '5f0c1122334455667788',
  title: 'Containers run with a read-only root filesystem',
  guidance: ['CMP-5'],
  transition: 'opened',
  severity: 'HIGH',
  reasons: [
    {
      code: 'writable-root',
      subject: 'app',
      message: 'container app can write to its root filesystem',
      path: 'containerDefinitions[0].readonlyRootFilesystem',
    },
  ],
  newReasons: ['writable-root app'],
  since: '2026-04-14T14:02:07.000Z',
  firstSeen: false,
  remediation: {
    text: 'Set readonlyRootFilesystem: true and mount a volume where the container must write.',
    cli: 'aws ecs register-task-definition --family <family> --region <region> --cli-input-json file://fixed.json',
  },
  ...over,
});

export const change = (over: Partial<Change> = {}): Change => ({
  eventId: '0a1b2c3d-1111-2222-3333-444455556666',
  eventName: 'RegisterTaskDefinition',
  eventTime: '2026-04-14T14:02:07.000Z',
  actor: {
    principal: 'arn:aws:iam::123456789012:role/cdk/cdk-exec',
    session: 'shop-web',
    invokedBy: 'cloudformation.amazonaws.com',
  },
  sourceIp: 'cloudformation.amazonaws.com',
  userAgent: 'cloudformation.amazonaws.com',
  ...over,
});

export const findingNews = (over: Partial<FindingNews> = {}): FindingNews => ({
  messageId: 'm-1',
  threadId: 't-1',
  resource: family,
  accountName: 'shop-prod',
  toldAt: NOW,
  parts: [part()],
  unchanged: [],
  changes: [change()],
  usage: [],
  ...over,
});

/** "ECR repository is open to everyone": one CRITICAL fault with a command that contains it. */
export const openRepository = findingNews({
  resource: repository,
  accountName: 'prod-payments',
  owner: 'team-payments',
  toldAt: '2026-04-14T03:12:48.000Z',
  parts: [
    part({
      controlId: 'repository-policy-public',
      title: 'Repositories are not open to everyone',
      guidance: ['IAM-7'],
      severity: 'CRITICAL',
      reasons: [
        {
          code: 'public',
          subject: '* pull',
          message: 'open to everyone: statement AllowAll lets Principal * pull',
          path: 'Statement[0]',
        },
      ],
      newReasons: ['public * pull'],
      why: 'Anyone with an AWS account can pull its images.',
      passedSince: '2026-03-02T08:00:00.000Z',
      remediation: {
        text: 'Name the accounts that may pull, or remove the statement.',
        cli: 'aws ecr set-repository-policy --repository-name <repository> --policy-text file://policy.json --region <region>',
        contain: 'aws ecr delete-repository-policy --repository-name <repository> --region <region>',
      },
    }),
  ],
  changes: [
    change({
      eventName: 'SetRepositoryPolicy',
      eventTime: '2026-04-14T03:12:07.000Z',
      actor: {
        principal: 'arn:aws:iam::123456789012:role/github-deploy',
        session: 'run-8812',
        sourceIdentity: 'acme/payments',
      },
      sourceIp: '198.51.100.7',
    }),
  ],
});

/** "3 faults came with task definition web". */
export const threeFaults = findingNews({
  revision: 43,
  usage: ['services web, web-canary still run 42'],
  parts: [
    part({
      controlId: 'task-definition-secrets',
      findingId: 'aaaa1122334455667788',
      guidance: ['CMP-2', 'NET-3'],
      reasons: [
        {
          code: 'plain-secret',
          subject: 'app DB_PASSWORD',
          message: 'secret in plain text: container app, variable DB_PASSWORD (rotate it)',
        },
      ],
      newReasons: ['plain-secret app DB_PASSWORD'],
      remediation: {
        text: 'Take DB_PASSWORD from Secrets Manager by `secrets`.',
        cli: part().remediation.cli,
      },
    }),
    part({ severity: 'MEDIUM' }),
    part({
      controlId: 'task-definition-user',
      findingId: 'bbbb1122334455667788',
      guidance: ['CMP-2'],
      severity: 'MEDIUM',
      reasons: [
        { code: 'root-user', subject: 'app', message: 'container app runs as root (image USER root)' },
      ],
      newReasons: ['root-user app'],
      remediation: { text: 'Set user: "1000".', cli: part().remediation.cli },
    }),
  ],
  unchanged: [{ controlId: 'task-definition-logging', since: '2026-04-02T10:00:00.000Z' }],
});

export const line = (index: number, over: Partial<NewsLine> = {}): NewsLine => ({
  resource: { type: 'AWS::ECS::TaskDefinition', arn: `${family.arn}-${index}` },
  part: part({ findingId: index.toString(16).padStart(20, '0') }),
  actor: 'arn:aws:iam::123456789012:role/github-deploy',
  ...over,
});

export const lines = (count: number): readonly NewsLine[] =>
  Array.from({ length: count }, (_, index) => line(index));

export const summaryNews = (over: Partial<SummaryNews> = {}): SummaryNews => ({
  messageId: 's-1',
  why: 'cap',
  accountName: 'shop-prod',
  account: '123456789012',
  region: 'eu-west-1',
  toldAt: NOW,
  lines: lines(30),
  ...over,
});

export const digestNews = (over: Partial<DigestNews> = {}): DigestNews => ({
  messageId: 'd-1',
  accountName: 'shop-prod',
  account: '123456789012',
  region: 'eu-west-1',
  toldAt: '2026-04-14T09:00:00.000Z',
  from: '2026-04-13T09:00:00.000Z',
  openBefore: { CRITICAL: 2, HIGH: 35, MEDIUM: 406, LOW: 0, INFORMATIONAL: 0 },
  open: { CRITICAL: 2, HIGH: 31, MEDIUM: 412, LOW: 0, INFORMATIONAL: 0 },
  oldest: { CRITICAL: '2026-04-14T00:00:00.000Z' },
  opened: 9,
  resolved: 15,
  reopened: 1,
  lines: lines(6),
  stillBurning: [
    {
      resource: { type: 'AWS::ECS::Cluster', arn: 'arn:aws:ecs:eu-west-3:123456789012:cluster/batch' },
      controlId: 'trail-coverage',
      since: '2026-04-14T00:00:00.000Z',
    },
  ],
  endingSuppressions: [
    {
      resource: family,
      controlId: 'task-definition-logging',
      owner: 'alice',
      until: '2026-04-19T00:00:00.000Z',
    },
  ],
  couldNotJudge: { 'access denied: ecr:GetRepositoryPolicy': 12 },
  verdicts: 21_904,
  resources: 3_512,
  lastSweepAt: '2026-04-14T02:14:00.000Z',
  deadLetters: 0,
  unannounced: 3,
  ...over,
});

export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** What counts towards the 256 KB of SNS: the message, its subject, and attributes with their names and types. */
export const publishedBytes = ({ Subject, Message, MessageAttributes }: SnsMessage): number =>
  Buffer.byteLength(Subject + Message) + jsonBytes(MessageAttributes);
