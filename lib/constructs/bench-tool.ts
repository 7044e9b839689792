import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FileSystem } from 'aws-cdk-lib';

/** Docker Bench as its authors published it; beside `lib` in the repository and in the package. */
const TOOL = join(import.meta.dirname, '../../third_party/docker-bench-security');
/** A line of its own that no script has. */
const END = 'END-OF-FILE-OF-ECS-WARDEN';

/**
 * One shell script that writes Docker Bench into the directory it is called with: hosts of ECS need no archiver for it.
 * The file lies in a temporary directory, which the CDK takes it from.
 */
export function toolScript(): string {
  const files = readdirSync(TOOL, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => relative(TOOL, join(each.parentPath, each.name)))
    .sort();
  const folders = [...new Set(files.map((each) => each.split('/').slice(0, -1).join('/')))].filter(Boolean);
  const script = [
    '#!/bin/sh',
    'set -eu',
    'mkdir -p "$1" && cd "$1"',
    ...folders.map((folder) => `mkdir -p '${folder}'`),
    ...files.map(
      (file) => `cat > '${file}' <<'${END}'\n${withNewline(readFileSync(join(TOOL, file), 'utf8'))}${END}`,
    ),
  ].join('\n');
  const path = join(FileSystem.mkdtemp('docker-bench'), 'docker-bench.sh');
  writeFileSync(path, `${script}\n`);
  return path;
}

const withNewline = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
