import type { Actor, Change } from '#domain/change.ts';
import type { Instant } from '#domain/instant.ts';
import { sayTime } from './duration.ts';
import { joined, named, type Phrase, say } from './phrase.ts';

/** What people call a principal: the last part of a role's or user's ARN, or the text itself. */
export const principalName = (principal: string): string =>
  principal.startsWith('arn:') ? (principal.split('/').at(-1) ?? principal) : principal;

/** `github-deploy / session acme@run-8812 · identity alice · through cloudformation.amazonaws.com`. */
function sayActor({ principal, session, sourceIdentity, invokedBy }: Actor): Phrase {
  const extra = [
    ...(sourceIdentity ? [say`identity ${named(sourceIdentity)}`] : []),
    ...(invokedBy ? [say`through ${named(invokedBy)}`] : []),
  ];
  const who = session
    ? say`${named(principalName(principal))} / session ${named(session)}`
    : say`${named(principalName(principal))}`;
  return joined([who, ...extra], ' · ');
}

/** One change in a line: what was called, by whom, when, from where. */
export function sayChange({ eventName, eventTime, actor, sourceIp }: Change, now: Instant): Phrase {
  const what = actor ? say`${named(eventName)} by ${sayActor(actor)}` : say`${named(eventName)}`;
  // An AWS service calls from its own name; saying it twice helps nobody.
  const from =
    sourceIp && sourceIp !== actor?.invokedBy && sourceIp !== actor?.principal
      ? [say`${named(sourceIp)}`]
      : [];
  return joined([what, say`${sayTime(eventTime, now)}`, ...from], ' · ');
}
