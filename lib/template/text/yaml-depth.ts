import type { CST } from 'yaml';
import { DEEPEST, TextFault, TOO_DEEP } from './fault.ts';

type Token = CST.Token | null | undefined;

/** Throws a TextFault where a file nests too deeply: the library composes values by recursion. */
export function refuseDeep(tokens: readonly CST.Token[], lineAt: (offset: number) => number): void {
  const open: [Token, number][] = tokens.map((token) => [token, 0]);
  for (let next = open.pop(); next; next = open.pop()) {
    const [token, depth] = next;
    if (depth > DEEPEST) throw new TextFault(lineAt(token?.offset ?? 0), TOO_DEEP);
    for (const inner of innerOf(token)) open.push([inner, depth + 1]);
  }
}

function innerOf(token: Token): readonly Token[] {
  if (token?.type === 'document') return [token.value];
  if (token?.type !== 'block-map' && token?.type !== 'block-seq' && token?.type !== 'flow-collection')
    return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((each) => each && 'items' in each));
}
