import type { ImageConfig, Provenance } from '#domain/image-content.ts';
import { at, list } from '#domain/json.ts';
import { fieldsOf, objectsOf, readText, textOf, textsOf } from './fields.ts';
import { toMoment } from './image.ts';
import { toHistoryStep } from './image-history.ts';
import { baseIn, parsed } from './manifest.ts';

/** An image's configuration from its blob; undefined for what is none. Environment, commands and labels stay behind. Never throws. */
export function toImageConfig(json: string): ImageConfig | undefined {
  const fields = parsed(json);
  if (!fields) return undefined;
  const run = fieldsOf(fields['config']) ?? {};
  const diffIds = at(fields, 'rootfs', 'diff_ids');
  // Every image has layers; without them nothing can be said of what it is built on.
  if (!Array.isArray(diffIds)) return undefined;
  const created = toMoment(fields['created']);
  return {
    os: textOf(fields['os'])?.toLowerCase() ?? '',
    architecture: textOf(fields['architecture'])?.toLowerCase() ?? '',
    user: readText(run, 'User'),
    ...(created !== undefined && { created }),
    diffIds: textsOf(diffIds),
    history: objectsOf(fields['history']).map(toHistoryStep),
    shell: startsShell([...textsOf(run['Entrypoint']), ...textsOf(run['Cmd'])]),
    distributionLabels: distributionsIn(run['Labels']),
    labelledBase: baseIn(run['Labels']),
  };
}

/** BusyBox counts as one: an image that starts it has more in it than one program. */
const startsShell = ([first = '']: readonly string[]): boolean =>
  /^(ba|da|a|k|z|c|fi)?sh$|^busybox$/.test(first.split('/').at(-1) ?? '');

/** Labels that vendors of distributions give their bases, and what a distribution is called in them. */
const VENDOR_LABELS = [
  'org.opencontainers.image.ref.name',
  'org.opencontainers.image.title',
  'org.opencontainers.image.vendor',
  'org.label-schema.name',
  'org.label-schema.vendor',
  'com.redhat.component',
  'io.buildpacks.base.distro.name',
];
const DISTRIBUTION =
  /\b(alpine|debian|ubuntu|amazon\s?linux|centos|fedora|rocky|almalinux|oracle\s?linux|red\s?hat|rhel|ubi\d+|suse|sles|photon|arch\s?linux|wolfi|chainguard)\b/i;

/** The distribution that a text names, in lower case. */
export const distributionIn = (text: string): string | undefined =>
  DISTRIBUTION.exec(text)?.[1]?.toLowerCase();

const distributionsIn = (raw: unknown): readonly string[] => {
  const labels = fieldsOf(raw) ?? {};
  const named = VENDOR_LABELS.flatMap(
    (key) => distributionIn(textOf(labels[key])?.slice(0, 200) ?? '') ?? [],
  );
  return [...new Set(named)].sort();
};

const BUILDKIT = /^https:\/\/(mobyproject\.org\/buildkit@|github\.com\/moby\/buildkit\/)/;
/** What builds an image without going into it: Dockerfile frontends and the scanner of SBOMs. */
const TOOLS = /^pkg:docker\/docker\/(dockerfile|dockerfile-upstream|buildkit-syft-scanner)(@|\?|$)/;

/**
 * The images that a build pulled, by a SLSA provenance statement of BuildKit (v0.2 and v1); undefined for what is no
 * such statement. Never throws.
 */
export function toProvenance(json: string): Provenance | undefined {
  const predicate = fieldsOf(parsed(json)?.['predicate']);
  const type = textOf(predicate?.['buildType'] ?? at(predicate, 'buildDefinition', 'buildType'));
  if (!predicate || type === undefined || !BUILDKIT.test(type)) return undefined;
  const materials = [
    ...list(predicate, 'materials'),
    ...list(predicate, 'buildDefinition', 'resolvedDependencies'),
  ];
  // A statement that leaves them out says nothing of the base.
  if (!Array.isArray(at(predicate, 'materials') ?? at(predicate, 'buildDefinition', 'resolvedDependencies')))
    return undefined;
  const pulled = materials.flatMap((each) => textOf(at(each, 'uri')) ?? []);
  const images = pulled.filter((uri) => uri.startsWith('pkg:docker/') && !TOOLS.test(uri));
  return { images: images.map((uri) => uri.slice(0, 300)) };
}
