import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface IdentityProps {
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * Who a function is: its role and its log group, made before the tables, which name the roles that may write. What the
 * role may do is said in one policy, statement by statement; it has no managed ones.
 */
export class Identity extends Construct {
  readonly role: Role;
  readonly policy: Policy;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, { logRetention, removalPolicy }: IdentityProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logGroup = new LogGroup(this, 'Logs', { retention: logRetention, removalPolicy });
    this.policy = new Policy(this, 'Policy', { roles: [this.role] });
    this.allow('WriteItsLog', ['logs:CreateLogStream', 'logs:PutLogEvents'], [this.logGroup.logGroupArn]);
  }

  /** Adds one statement; `via`: only through this service (`dynamodb`), in the stack's region. */
  allow(sid: string, actions: readonly string[], resources: readonly string[], via?: string): void {
    const { region } = Stack.of(this);
    this.policy.addStatements(
      new PolicyStatement({
        sid,
        actions: [...actions],
        resources: [...resources],
        ...(via && {
          conditions: { StringEquals: { 'kms:ViaService': `${via}.${region}.${Stack.of(this).urlSuffix}` } },
        }),
      }),
    );
  }
}
