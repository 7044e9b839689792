import type { Fault } from '#domain/checked-file.ts';
import { TextFault } from './fault.ts';
import { readJson } from './json.ts';
import type { Places } from './places.ts';
import { readYaml } from './yaml.ts';

/** A file's value and where each part of it stands. */
export interface Source {
  readonly value: unknown;
  readonly places: Places;
}

/** Characters. CloudFormation takes templates of 1 MB (quotas); these leave room and keep the reading of a file in seconds. */
const LONGEST_JSON = 16 * 1024 * 1024;
const LONGEST_YAML = 2 * 1024 * 1024;
/** No caller needs to read more of a file. */
export const LONGEST_FILE = LONGEST_JSON;

/** Reads JSON, or YAML as CloudFormation knows it; what begins with a brace and a quote is JSON. Never throws. */
export function readText(text: string): Source | Fault {
  const bare = text.replace(/^\uFEFF/, '');
  if (bare.length > LONGEST_JSON) return tooLong(LONGEST_JSON);
  if (/^\s*(?:\[|\{\s*["}])/.test(bare)) return attempt(() => readJson(bare));
  return bare.length > LONGEST_YAML ? tooLong(LONGEST_YAML) : attempt(() => readYaml(bare));
}

const tooLong = (limit: number): Fault => ({
  line: 1,
  message: `longer than ${limit / 1024 / 1024} MB: CloudFormation takes templates of 1 MB`,
});

function attempt(read: () => Source): Source | Fault {
  try {
    return read();
  } catch (error) {
    if (error instanceof TextFault) return { line: error.line, message: error.message };
    throw error;
  }
}
