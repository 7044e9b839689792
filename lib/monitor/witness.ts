import type { Act } from '#domain/act.ts';
import { type AnyBehaviour, judges } from '#domain/behaviour.ts';
import type { Shown } from '#domain/change.ts';
import { NOTHING_OWN, type Own } from '#domain/own.ts';
import type { Parameters } from '#domain/settings.ts';

/** Judges behaviours on events; of no other event is an act read. */
export interface Witness {
  /** What the deployed monitor is made of. */
  readonly own: Own;
  /** Whether any behaviour is judged on a call at all. */
  watches(service: string, call: string): boolean;
  /** What each behaviour makes of an act, as far as the event alone tells; none of whom nothing can be kept of. */
  shows(act: Act): readonly Shown[];
}

/** Where no behaviour is judged. */
export const NO_WITNESS: Witness = { own: NOTHING_OWN, watches: () => false, shows: () => [] };

export function witnessOf(behaviours: readonly AnyBehaviour[], parameters: Parameters, own: Own): Witness {
  const watched = new Set(
    behaviours.flatMap(({ events }) =>
      events.flatMap(({ service, calls }) => calls.map((call) => `${service} ${call}`)),
    ),
  );
  return {
    own,
    watches: (service, call) => watched.has(`${service} ${call}`),
    shows: (act) =>
      behaviours
        .filter((behaviour) => judges(behaviour, act, own))
        .flatMap((behaviour): readonly Shown[] => {
          const { resource } = act.principal;
          const evaluation = behaviour.evaluate(act, { parameters, facts: {}, own });
          return resource ? [{ controlId: behaviour.id, principal: resource, evaluation }] : [];
        }),
  };
}
