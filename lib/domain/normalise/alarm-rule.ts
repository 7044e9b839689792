/** When a composite alarm is set off, as a function of the alarms that are. */
export type AlarmRule = (firing: ReadonlySet<string>) => boolean;

/** What a rule nests at most before it is taken for unreadable. */
const DEEPEST = 50;
const TOKEN = /\s*(\(|\)|"(?:[^"\\]|\\.)*"|[^\s()"]+)/y;

/**
 * Reads an alarm rule (PutCompositeAlarm, `AlarmRule`): ALARM, OK, INSUFFICIENT_DATA of names or ARNs, AND, OR, NOT, TRUE,
 * FALSE. Undefined for one that cannot be read. Alarms that do not fire are taken to be OK.
 */
export function parseAlarmRule(text: string): AlarmRule | undefined {
  const tokens = tokensOf(text);
  if (!tokens) return undefined;
  let at = 0;
  let failed = false;
  const next = (): string | undefined => tokens[at++];
  const isNext = (word: string): boolean => {
    const found = tokens[at]?.toUpperCase() === word;
    if (found) at += 1;
    return found;
  };
  const fail = (): AlarmRule => {
    failed = true;
    return () => false;
  };
  const joined = (word: 'OR' | 'AND', part: (depth: number) => AlarmRule, depth: number): AlarmRule => {
    const parts = [part(depth)];
    while (isNext(word)) parts.push(part(depth));
    return word === 'OR'
      ? (firing) => parts.some((each) => each(firing))
      : (firing) => parts.every((each) => each(firing));
  };
  const either = (depth: number): AlarmRule =>
    depth > DEEPEST ? fail() : joined('OR', (inner) => joined('AND', single, inner), depth);
  const single = (depth: number): AlarmRule => {
    if (isNext('NOT')) {
      const rule = depth > DEEPEST ? fail() : single(depth + 1);
      return (firing) => !rule(firing);
    }
    const word = next();
    if (word === '(') return closed(either(depth + 1));
    return isNext('(') ? stateOf(word) : constant(word);
  };
  const closed = (rule: AlarmRule): AlarmRule => (isNext(')') ? rule : fail());
  const constant = (word: string | undefined): AlarmRule => {
    const upper = word?.toUpperCase();
    return upper === 'TRUE' || upper === 'FALSE' ? () => upper === 'TRUE' : fail();
  };
  const stateOf = (word: string | undefined): AlarmRule => {
    const alarm = alarmNamed(next());
    const state = word?.toUpperCase();
    if (state === 'ALARM') return closed((firing) => firing.has(alarm));
    if (state === 'OK') return closed((firing) => !firing.has(alarm));
    return state === 'INSUFFICIENT_DATA' ? closed(() => false) : fail();
  };
  const rule = either(0);
  return failed || at !== tokens.length ? undefined : rule;
}

function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const found = TOKEN.exec(text)?.[1];
    if (found === undefined) return undefined;
    tokens.push(found);
  }
  return tokens;
}

/** The name of an alarm that a rule calls by name or ARN, in quotes or not. */
function alarmNamed(token: string | undefined): string {
  const text = token?.startsWith('"') ? token.slice(1, -1).replace(/\\(.)/g, '$1') : (token ?? '');
  return /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/s.exec(text)?.[1] ?? text;
}

/** The alarms that a rule names: for events, which only say what the rule is. Never throws. */
export const alarmsInRule = (text: string): readonly string[] => {
  const tokens = tokensOf(text) ?? [];
  const named = tokens.flatMap((token, index) =>
    /^(ALARM|OK|INSUFFICIENT_DATA)$/i.test(token) && tokens[index + 1] === '('
      ? [alarmNamed(tokens[index + 2])]
      : [],
  );
  return [...new Set(named)];
};
