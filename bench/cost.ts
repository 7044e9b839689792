/** What a month costs at list prices: one day of an account through the real code, counted and priced. */
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { MonitorStack } from '#constructs/monitor-stack.ts';
import { playDay, type Used } from './cost/day.ts';
import { type Item, PRICES } from './cost/meter.ts';

const SERVICES = 300;
const DEPLOYS = 50;
const DAYS = 30.4;
/** Lambda polls a queue with five long polls of 20 seconds at once, also where nothing is in it (Lambda developer guide). */
const IDLE_POLLS_A_DAY = 2 * 5 * (86_400 / 20);

export async function cost(): Promise<void> {
  const quiet = await playDay({ services: SERVICES, deploys: 0 });
  const day = await playDay({ services: SERVICES, deploys: DEPLOYS });
  const busy = await playDay({ services: SERVICES, deploys: 5 * DEPLOYS });
  const standing = standingUse(day);
  console.log(
    `${day.resources} resources, ${DEPLOYS} deploys a day (${day.changes} changes, ${day.messages} messages told)`,
  );
  console.log('USD a month:');
  const rows = [...priced(standing), ...partsOf(day)].toSorted(([, a], [, b]) => b - a);
  for (const [what, usd] of rows.filter(([, each]) => each >= 0.005))
    console.log(`  ${usd.toFixed(2).padStart(6)}  ${what}`);
  const fixed = monthOf(quiet);
  const perThousand = ((monthOf(busy) - monthOf(day)) / DAYS / (busy.changes - day.changes)) * 1000;
  console.log(`  ${monthOf(day).toFixed(2).padStart(6)}  all`);
  console.log(`without a change: ${fixed.toFixed(2)} a month; 1,000 changes more: ${perThousand.toFixed(3)}`);
  const sweep = sum(partsOf(quiet).filter(([what]) => what.startsWith('sweep')));
  console.log(`1,000 resources more in the sweep: ${((sweep / quiet.resources) * 1000).toFixed(2)} a month`);
}

type Rows = readonly (readonly [what: string, usd: number])[];

const sum = (rows: Rows): number => rows.reduce((total, [, usd]) => total + usd, 0);

function usdOf(item: Item, amount: number): number {
  const price = PRICES[item];
  return 'each' in price ? amount * price.each : (amount / 1e6) * price.perMillion;
}

/** A month of days like this one, by part and item. */
const partsOf = ({ meter }: Used): Rows =>
  [...meter.used].flatMap(([part, items]) =>
    [...items].map(([item, amount]) => [`${part}: ${item}`, usdOf(item, amount * DAYS)] as const),
  );

const monthOf = (used: Used): number => sum(priced(standingUse(used))) + sum(partsOf(used));

const priced = (use: ReadonlyMap<Item, number>): Rows =>
  [...use].map(([item, amount]) => [`by the month: ${item}`, usdOf(item, amount)] as const);

/** What is paid for by the month, whatever happens: from the template as it is deployed by default. */
function standingUse({ meter }: Used): ReadonlyMap<Item, number> {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  const template = Template.fromStack(new MonitorStack(app, 'EcsWarden', { warden: {} }));
  const count = (type: string): number => Object.keys(template.findResources(type)).length;
  return new Map<Item, number>([
    ['kmsKeyMonths', count('AWS::KMS::Key')],
    ['alarmMonths', count('AWS::CloudWatch::Alarm')],
    ['metricMonths', meter.metricHours() / 24],
    ['sqsRequests', IDLE_POLLS_A_DAY * DAYS],
    ['kmsRequests', meter.keyUses() * DAYS],
  ]);
}
