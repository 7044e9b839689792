import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { EcsWarden } from './ecs-warden.ts';
import type { EcsWardenProps } from './props.ts';

export interface MonitorStackProps extends StackProps {
  readonly warden?: EcsWardenProps;
}

/** The monitor as a stack of its own. Names of outputs are a contract (DESIGN.md "The findings table"). */
export class MonitorStack extends Stack {
  readonly warden: EcsWarden;

  constructor(scope: Construct, id: string, { warden, ...props }: MonitorStackProps = {}) {
    super(scope, id, props);
    this.warden = new EcsWarden(this, 'Warden', warden);
    const { tables, lanes, functions, findingsTopic, opsTopic } = this.warden;
    const outputs: Record<string, readonly [string, string]> = {
      FindingsTableName: [tables.findings.tableName, 'Findings, one row a resource and control'],
      FindingsTopicArn: [findingsTopic.topicArn, 'Findings and digests'],
      OpsTopicArn: [opsTopic.topicArn, 'Alarms about the monitor itself'],
      ChangesQueueUrl: [lanes.changes.queueUrl, 'Events and the looks they lead to'],
      DeadLetterQueueUrl: [lanes.deadLetters.queueUrl, 'What could not be understood or done'],
      SweepQueueUrl: [lanes.sweep.queueUrl, 'Looks of the daily sweep'],
      StateTableName: [tables.state.tableName, 'Private: one item a resource'],
      EdgesTableName: [tables.edges.tableName, 'Private: who uses what'],
      HistoryTableName: [tables.history.tableName, 'Each transition of each finding'],
      EvaluateFunctionName: [functions.evaluate.functionName, 'Looks at resources'],
      SweepFunctionName: [functions.sweep.functionName, 'Invoke it for a sweep now'],
      NotifyFunctionName: [functions.notify.functionName, 'Tells at once'],
      TickFunctionName: [functions.tick.functionName, 'Invoke it for digests and gauges now'],
      SuppressFunctionName: [functions.suppress.functionName, 'What ecs-warden findings suppress invokes'],
    };
    const { dockerBench } = this.warden;
    if (dockerBench)
      outputs['DockerBenchBucketName'] = [dockerBench.bucket.bucketName, 'Reports of Docker Bench'];
    if (dockerBench?.instancePolicy)
      outputs['DockerBenchInstancePolicyArn'] = [
        dockerBench.instancePolicy.managedPolicyArn,
        'For the role of the container instances that Docker Bench is run on',
      ];
    for (const [name, [value, description]] of Object.entries(outputs))
      new CfnOutput(this, name, { value, description });
  }
}
