import type { HistoryStep } from '#domain/image-content.ts';
import { type Fields, textOf } from './fields.ts';

/** Commands may be long; what a step is stands at its beginning. */
const LONGEST = 4_000;

/**
 * What a first layer looks like that is a whole root file system. Alpine's own image is `FROM scratch` and one ADD,
 * so history never proves that there is no distribution; it only gives some away.
 */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/alpine-minirootfs|alpine/i, 'alpine'],
  [/debian\.sh|debuerreotype|debian/i, 'debian'],
  [/ubuntu/i, 'ubuntu'],
  [/amzn|amazonlinux|al2023/i, 'amazon linux'],
  [/\b(ubi|rhel|centos|fedora|rocky|almalinux)\b/i, 'red hat'],
  [/\bbazel build\b|distroless/i, 'distroless'],
  [/\bapko\b/i, 'apko'],
  [/buildpacks?|\bpack build\b/i, 'buildpacks'],
  [/\bjib[-\w]*\b/i, 'jib'],
  [/rootfs/i, 'a root file system'],
];

const PACKAGE_MANAGER =
  /\b(apt-get|apt|apk|yum|dnf|microdnf|tdnf|zypper|pacman|rpm|dpkg|opkg)\s+(-\S+\s+)*(install|add|update|upgrade|-i|--install)\b/;
/** The classic builder writes every instruction but RUN as `/bin/sh -c #(nop) …`. */
const NO_OPERATION = /^\/bin\/sh -c #\(nop\)\s+/;

/** One entry of an image's `history`; its text, which may hold arguments of the build, goes no further. */
export function toHistoryStep(fields: Fields): HistoryStep {
  const text = (textOf(fields['created_by']) ?? '').slice(0, LONGEST);
  const bare = text.replace(NO_OPERATION, '');
  const kind = kindOf(bare);
  const family = kind === 'copy' || kind === 'run' ? undefined : familyOf(bare);
  return {
    kind: kind === 'other' && family !== undefined ? 'import' : kind,
    ...(family !== undefined && { family }),
    packageManager: PACKAGE_MANAGER.test(bare),
    empty: fields['empty_layer'] === true,
  };
}

function kindOf(text: string): HistoryStep['kind'] {
  if (/^(RUN\b|\/bin\/\w*sh -c|\|\d+ )/.test(text)) return 'run';
  if (!/^(ADD|COPY)\b/.test(text)) return 'other';
  // `ADD file:… in /` of the classic builder, and archives of root file systems that BuildKit unpacks there.
  const isRoot = /^ADD file:\S+ in \/\s*$/.test(text) || /^ADD \S*rootfs\S* \/\s*(#|$)/i.test(text);
  return isRoot || /rootfs/i.test(text) ? 'import' : 'copy';
}

const familyOf = (text: string): string | undefined => FAMILIES.find(([form]) => form.test(text))?.[1];
