import type { CfnTag } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { JudgedCalls } from '#domain/behaviour.ts';
import { CANARY_RULE, CANARY_TAG } from '#domain/canary.ts';
import { type EventRule, eventRules, REDUCED_INPUT } from '#domain/event-rules.ts';
import { acknowledge } from './acknowledge.ts';

export interface RulesProps {
  readonly changes: Queue;
  readonly deadLetters: Queue;
  /** Of the monitor: rules are called by it and what they bring, so that their deployment knows them by name. */
  readonly name: string;
  /** What behaviours are judged on, besides what changes a resource. */
  readonly judged: readonly JudgedCalls[];
}

/**
 * The rules that bring every change to the changes lane, derived from what the resource types' triggers declare.
 * Events that can hold environment values travel reduced, and their target has no dead-letter queue: EventBridge
 * would put the whole event there. What cannot be delivered of those is counted (`FailedInvocations`) and found by the
 * next sweep.
 */
export class Rules extends Construct {
  /** By name. */
  readonly rules: ReadonlyMap<string, CfnRule>;
  /** Those whose events travel reduced. */
  readonly reduced: readonly CfnRule[];

  constructor(scope: Construct, id: string, props: RulesProps) {
    super(scope, id);
    const all = eventRules(props.judged);
    this.rules = new Map(all.map((rule) => [rule.name, this.rule(rule, props)]));
    const rulesThat = (reduced: boolean): readonly CfnRule[] =>
      all.filter((rule) => rule.reduced === reduced).flatMap(({ name }) => this.rules.get(name) ?? []);
    this.reduced = rulesThat(true);
    allowSending(props.changes, [...this.rules.values()]);
    allowSending(props.deadLetters, rulesThat(false));
  }

  private rule(
    { name, pattern, reduced }: EventRule,
    { changes, deadLetters, name: monitor }: RulesProps,
  ): CfnRule {
    const rule = new CfnRule(this, name, {
      name: `${monitor}-${name}`,
      description: `ecs-warden: changes that are looked at (${name})`,
      eventPattern: pattern,
      state: 'ENABLED',
      ...canaryTag(name),
      targets: [
        {
          id: 'Changes',
          arn: changes.queueArn,
          ...(reduced
            ? { inputTransformer: { ...REDUCED_INPUT } }
            : { deadLetterConfig: { arn: deadLetters.queueArn } }),
        },
      ],
    });
    if (reduced) acknowledge(rule, { 'Serverless-EventBusDLQ': WHY_NO_DEAD_LETTERS });
    return rule;
  }
}

/** The tag that the canary writes again and again: because it is there already, that changes nothing. */
export const canaryTag = (rule: string): { readonly tags?: CfnTag[] } =>
  rule === CANARY_RULE ? { tags: [{ ...CANARY_TAG }] } : {};

export const WHY_NO_DEAD_LETTERS =
  'EventBridge would keep the whole event there, environment values included; an alarm counts what was not delivered.';

/** Only these rules; the queue encrypts by itself, so EventBridge needs no key. */
export const allowSending = (queue: Queue, rules: readonly CfnRule[]): void => {
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'EventsFromOurRules',
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rules.map(({ attrArn }) => attrArn) } },
    }),
  );
};
