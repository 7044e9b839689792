import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type GlobalSecondaryIndexProps,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, type IRole, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { TABLES, type TableIndex, type TableKey, type TableName } from '#domain/tables.ts';
import { type FunctionName, WRITES, writersOf } from './access.ts';

export interface TablesProps {
  /** The roles of our functions: whoever else is denied to write. */
  readonly roles: Readonly<Record<FunctionName, IRole>>;
  /** Absent: keys that AWS owns. */
  readonly key: IKey | undefined;
  readonly removalPolicy: RemovalPolicy;
}

const attribute = (name: string) => ({ name, type: AttributeType.STRING });
const keyOf = ({ partition, sort }: TableKey) => ({
  partitionKey: attribute(partition),
  sortKey: attribute(sort),
});

function projectionOf({
  holds,
}: TableIndex): Pick<GlobalSecondaryIndexProps, 'projectionType' | 'nonKeyAttributes'> {
  if (holds === 'all') return { projectionType: ProjectionType.ALL };
  if (holds === 'keys') return { projectionType: ProjectionType.KEYS_ONLY };
  return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...holds] };
}

const LOGICAL_NAMES: Readonly<Record<TableName, string>> = {
  state: 'State',
  findings: 'Findings',
  edges: 'Edges',
  history: 'History',
};

/** The monitor's memory: the tables of `lib/domain/tables.ts`, which only our functions may write. */
export class Tables extends Construct {
  readonly state: Table;
  readonly findings: Table;
  readonly edges: Table;
  readonly history: Table;

  constructor(scope: Construct, id: string, props: TablesProps) {
    super(scope, id);
    this.state = this.table('state', props);
    this.findings = this.table('findings', props);
    this.edges = this.table('edges', props);
    this.history = this.table('history', props);
  }

  private table(name: TableName, { roles, key, removalPolicy }: TablesProps): Table {
    const { key: tableKey, indexes, ...rest } = TABLES[name];
    const table = new Table(this, LOGICAL_NAMES[name], {
      ...keyOf(tableKey),
      ...('expires' in rest && { timeToLiveAttribute: rest.expires }),
      ...(name === 'state' && { stream: StreamViewType.NEW_IMAGE }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
      removalPolicy,
      encryption: key ? TableEncryption.CUSTOMER_MANAGED : TableEncryption.DEFAULT,
      ...(key && { encryptionKey: key }),
      resourcePolicy: onlyWrittenBy(writersOf(name).map((writer) => roles[writer])),
    });
    for (const index of indexes)
      table.addGlobalSecondaryIndex({ indexName: index.name, ...keyOf(index), ...projectionOf(index) });
    return table;
  }
}

/**
 * Denies writing to everybody but these roles, administrators included; they can still change this policy first. The
 * resource is `*`, that is this table: naming it here would be a circle.
 */
const onlyWrittenBy = (roles: readonly IRole[]): PolicyDocument =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'OnlyTheMonitorWrites',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [...WRITES],
        resources: ['*'],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': roles.map(({ roleArn }) => roleArn) } },
      }),
    ],
  });
