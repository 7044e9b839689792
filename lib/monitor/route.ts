import { type Act, actOf } from '#domain/act.ts';
import { canaryIn } from '#domain/canary.ts';
import type { ChangedResource, Routing, Shown } from '#domain/change.ts';
import { type ChangeEvent, toChangeEvent } from '#domain/event.ts';
import { at, text } from '#domain/json.ts';
import { NO_HEAD, type RawEvent, recognise, SIGN_IN, VIA_CLOUDTRAIL } from '#domain/raw-event.ts';
import { ignored, isMiss, type Miss, malformed, type ServiceEvents, type Trigger } from '#domain/trigger.ts';
import { SERVICES } from '#domain/triggers/index.ts';
import { unwrap } from './envelope.ts';
import { NO_WITNESS, type Witness } from './witness.ts';

/** What a call is named that reads; CloudTrail's `readOnly` counts too, but old records lack it. */
const READS = /^(Get|List|Describe|BatchGet|BatchCheck|Validate)[A-Z]/;
/** Records of other types tell of the same calls once more (network activity, insights). */
const EVENT_TYPES: readonly unknown[] = [
  undefined,
  null,
  'AwsApiCall',
  'AwsServiceEvent',
  'AwsConsoleSignIn',
];
const DETAIL_TYPES: readonly string[] = [...VIA_CLOUDTRAIL, SIGN_IN];

/** The triggers of one service, by event name. */
interface Watched {
  readonly events: ServiceEvents;
  readonly triggers: ReadonlyMap<string, readonly Trigger[]>;
}

const watched = (events: ServiceEvents, of: 'calls' | 'native'): Watched => {
  const triggers = new Map<string, Trigger[]>();
  for (const trigger of events.triggers) {
    for (const name of trigger[of] ?? []) triggers.set(name, [...(triggers.get(name) ?? []), trigger]);
  }
  return { events, triggers };
};

const WATCHED: ReadonlyMap<string, Watched> = new Map(
  SERVICES.flatMap((events) => [
    [`${events.service}.amazonaws.com`, watched(events, 'calls')],
    [`aws.${events.service}`, watched(events, 'native')],
  ]),
);

/** What became of every record of an envelope, in order: one routing for each, whatever it is. */
export const routeAll = (value: unknown, witness: Witness = NO_WITNESS): readonly Routing[] =>
  unwrap(value).map((envelope) =>
    'record' in envelope
      ? route(envelope.record, witness)
      : { kind: 'malformed', head: NO_HEAD, why: envelope.malformed },
  );

/** Which resources one unwrapped record changed and which behaviours it shows, or why none. Pure; never throws. */
export function route(record: unknown, witness: Witness = NO_WITNESS): Routing {
  const raw = recognise(record);
  if (!raw) return { kind: 'malformed', head: NO_HEAD, why: 'not an event' };
  const { head } = raw;
  const canary = canaryIn(raw, witness.own);
  if (canary) return { kind: 'ignored', head, why: 'the monitor’s own canary', canary };
  const result = resourcesIn(raw);
  const seen = isMiss(result) && result.miss === 'malformed' ? undefined : seenIn(raw, witness);
  if (!isMiss(result)) {
    const { event, changed } = result;
    return { kind: 'changes', head, change: event.change, changed, behaviours: [], ...seen };
  }
  if (seen) return { kind: 'changes', head, change: seen.act.change, changed: [], ...seen };
  return { kind: result.miss, head, why: result.why };
}

/** What behaviours make of an event; undefined when none is judged on it. */
function seenIn(
  raw: RawEvent,
  witness: Witness,
): { readonly act: Act; readonly behaviours: readonly Shown[] } | undefined {
  const service = raw.head.source.replace(/\.amazonaws\.com$/, '');
  if (raw.native || !witness.watches(service, raw.head.name) || !isRecordOfIt(raw) || isDryRun(raw))
    return undefined;
  const event = toChangeEvent(raw, true);
  if (typeof event === 'string') return undefined;
  const act = actOf(event);
  const behaviours = witness.shows(act);
  return behaviours.length > 0 ? { act, behaviours } : undefined;
}

interface Located {
  readonly event: ChangeEvent;
  readonly changed: readonly ChangedResource[];
}

function resourcesIn(raw: RawEvent): Located | Miss {
  const { source, name } = raw.head;
  if (source === '') return malformed('it does not say where it comes from');
  const service = WATCHED.get(source);
  if (!service) return ignored(`no control watches ${source}`);
  if (name === '') return malformed('it has no name');
  const triggers = service.triggers.get(name) ?? [];
  const skipped = skip(raw, service, triggers.length > 0);
  if (skipped) return skipped;
  if (isMasked(raw)) return ignored('its account number is masked');
  const event = toChangeEvent(raw, service.events.isGlobal);
  return typeof event === 'string' ? malformed(event) : locate(event, triggers);
}

/** A sample that somebody published: it says an account, but none that AWS has. */
const isMasked = ({ head, native, detail }: RawEvent): boolean =>
  head.account === '' && !native && text(detail, 'recipientAccountId') !== undefined;

/** Why an event of a watched service needs no understanding. */
function skip(raw: RawEvent, { events }: Watched, known: boolean): Miss | undefined {
  const { head, native, detail } = raw;
  const why = Object.hasOwn(events.ignored, head.name) ? events.ignored[head.name] : undefined;
  if (why !== undefined) return ignored(why);
  if (native) return known ? undefined : ignored(`unknown event ${head.name} of ${head.source}`);
  if (detail['readOnly'] === true || (!known && READS.test(head.name))) return ignored('reads only');
  if (!known) return ignored(`unknown event ${head.name} of ${head.source}`);
  if (!isRecordOfIt(raw)) return ignored('not the record of the call itself');
  const code = at(detail, 'errorCode');
  if (code !== undefined && code !== null) return ignored(`the call failed: ${plainCode(code)}`);
  return isDryRun(raw) ? ignored('a dry run') : undefined;
}

const isRecordOfIt = ({ detail, envelope }: RawEvent): boolean =>
  EVENT_TYPES.includes(detail['eventType']) &&
  DETAIL_TYPES.includes(text(envelope, 'detail-type') ?? SIGN_IN);

function isDryRun({ detail }: RawEvent): boolean {
  const dryrun = at(detail, 'requestParameters', 'dryrun');
  return dryrun === true || dryrun === 'true';
}

/** Error codes are names (`AccessDenied`, `Client.InvalidParameter`); anything else is not repeated. */
const plainCode = (code: unknown): string =>
  typeof code === 'string' && /^[\w.:-]{1,100}$/.test(code) ? code : 'for a reason unknown';

/** Every trigger of the event finds its resources. One that cannot make sense of the record makes it a dead letter. */
function locate(event: ChangeEvent, triggers: readonly Trigger[]): Located | Miss {
  const changed: ChangedResource[] = [];
  const misses: Miss[] = [];
  for (const trigger of triggers) {
    const found = trigger.locate(event);
    if (isMiss(found)) misses.push(found);
    else for (const arn of found) changed.push(changedBy(trigger, event, arn));
  }
  const broken = misses.find(({ miss }) => miss === 'malformed');
  if (broken) return broken;
  if (changed.length > 0) return { event, changed };
  return misses[0] ?? malformed('it names no resource');
}

function changedBy(
  { resourceType, alters, creates, deletes, sighting }: Trigger,
  event: ChangeEvent,
  arn: string,
): ChangedResource {
  const seen = sighting?.(event);
  return {
    resource: { type: resourceType, arn },
    alters,
    ...(creates?.(event) && { creates: true }),
    ...(deletes && { deletes: true }),
    ...(seen && { sighting: seen }),
  };
}
