import { type Duration, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { FunctionsByName } from './functions.ts';

export interface SchedulesProps {
  readonly functions: FunctionsByName;
  readonly sweep: ScheduleExpression;
  readonly tickEvery: Duration;
}

/** What begins by the clock: the daily sweep and the tick. */
export class Schedules extends Construct {
  /** Of the schedules. */
  readonly names: readonly string[];

  constructor(scope: Construct, id: string, { functions, sweep, tickEvery }: SchedulesProps) {
    super(scope, id);
    this.names = [
      this.schedule('Sweep', functions.sweep, sweep, 'ecs-warden: the daily sweep'),
      this.schedule(
        'Tick',
        functions.tick,
        ScheduleExpression.rate(tickEvery),
        'ecs-warden: the housekeeping',
      ),
    ].map(({ ref }) => ref);
  }

  /** Not tried again for long: the next tick does what this one did not, a late sweep included. */
  private schedule(
    id: string,
    target: IFunction,
    when: ScheduleExpression,
    description: string,
  ): CfnSchedule {
    const invoke = new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: [target.functionArn],
    });
    const { account } = Stack.of(this);
    const role = new Role(this, `${id}Role`, {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
      inlinePolicies: { Invoke: new PolicyDocument({ statements: [invoke] }) },
    });
    return new CfnSchedule(this, id, {
      description,
      flexibleTimeWindow: { mode: 'OFF' },
      scheduleExpression: when.expressionString,
      ...(when.timeZone && { scheduleExpressionTimezone: when.timeZone.timezoneName }),
      target: {
        arn: target.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumEventAgeInSeconds: 300, maximumRetryAttempts: 2 },
      },
    });
  }
}
