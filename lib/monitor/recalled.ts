import type { JudgedCalls } from '#domain/behaviour.ts';
import type { Catalogue } from './catalogue.ts';
import type { Monitor } from './monitor.ts';

/** The calls of behaviours that are judged on the event history too. */
export const recalled = ({ behaviours }: Catalogue): readonly JudgedCalls[] =>
  behaviours.filter(({ facts }) => facts.includes('eventHistory')).flatMap(({ events }) => events);

/** Whether a sweep has anything to look up. */
export const looksUp = ({ history, catalogue }: Monitor): boolean =>
  history !== undefined && recalled(catalogue).length > 0;
