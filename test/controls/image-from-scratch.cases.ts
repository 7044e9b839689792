import type { ApprovedBases, ImageConfig, PlatformImage } from '#domain/image-content.ts';
import { OWN_ECR } from '../support/facts.ts';
import { config, content, image, platform, platformScan, scan, sha256, step } from '../support/images.ts';
import type { Cases, Given } from './cases.ts';

const NODE = `${OWN_ECR}/base/node`;
const LAYERS = [sha256('node 1'), sha256('node 2')];
const approved: ApprovedBases = {
  bases: [{ reference: NODE, digest: sha256('node'), chains: [[sha256('node for arm')], LAYERS] }],
  unread: [],
};
const none: ApprovedBases = { bases: [], unread: [] };
const unread: ApprovedBases = {
  bases: [],
  unread: [{ reference: NODE, why: { unavailable: 'denied', what: 'ecr:BatchGetImage' } }],
};
const withRule = { approvedBaseImages: [NODE] };

const given = (
  built: Partial<ImageConfig>,
  says: Partial<PlatformImage> = {},
  more: Given['facts'] = {},
): Given => ({
  facts: {
    image: image(),
    imageContent: content([platform({ config: config(built), ...says })]),
    imageScan: scan(platformScan({ status: 'UNSUPPORTED_IMAGE', enhanced: false })),
    approvedBases: none,
    ...more,
  },
});
const onAlpine = { diffIds: [sha256('alpine')], history: [step('import', { family: 'alpine' })] };
const squashed = { diffIds: [sha256('all in one')], history: [] };
const ran = { diffIds: [sha256('1'), sha256('2')], history: [step('copy'), step('run')] };
const fails = (base: string, severity: 'LOW' | 'MEDIUM' = 'LOW') => ({
  reasons: [`other-base ${base}`],
  severity,
});

export default {
  passes: {
    'its lowest layers are those of an approved base (proof)': {
      ...given({ diffIds: [...LAYERS, sha256('mine')], history: [] }, {}, { approvedBases: approved }),
      parameters: withRule,
    },
    'the approved base itself': {
      ...given({ diffIds: LAYERS, history: [] }, {}, { approvedBases: approved }),
      parameters: withRule,
    },
    'proof stands above what anybody declares': given(
      { diffIds: LAYERS },
      { base: { name: 'docker.io/library/debian' } },
      { approvedBases: approved },
    ),
    'a build attestation that names no image': given(squashed, { provenance: { images: [] } }),
    'one copy and nothing else, by its history': given({}),
    'with steps that make no layer': given({
      history: [step('other', { empty: true }), step('copy'), step('other', { empty: true })],
    }),
    'the base scratch is declared, and nothing is against it': given(squashed, { base: { name: 'scratch' } }),
    'scratch is declared on the index': {
      facts: {
        ...given({}).facts,
        imageContent: content([platform({ config: config(squashed) })], { base: { name: 'scratch' } }),
      },
    },
    'an approved base is declared by its digest, and history agrees': given(
      {},
      { base: { name: 'anything', digest: sha256('node') } },
      { approvedBases: approved },
    ),
    'an approved base is declared by its repository': given(
      {},
      { base: { name: `${NODE}:22` } },
      { approvedBases: approved },
    ),
    'a scan that found no distribution': given(
      {},
      {},
      { imageScan: scan(platformScan({ distribution: 'SCRATCH' })) },
    ),
    'without a scan': given({}, {}, { imageScan: { unavailable: 'denied', what: 'x' } }),
  },
  fails: {
    'its lowest layers are those of a public base that the operator knows (proof)': {
      ...given({ diffIds: [sha256('alpine 1'), sha256('alpine 2'), sha256('mine')], history: [] }),
      parameters: {
        knownPublicBases: [
          { name: 'docker.io/library/alpine:3.20', layers: [sha256('alpine 1'), sha256('alpine 2')] },
        ],
      },
      ...fails('docker.io/library/alpine:3.20'),
    },
    'it declares a base that nobody approved': {
      ...given({}, { base: { name: 'docker.io/library/debian:12' } }),
      ...fails('docker.io/library/debian:12'),
    },
    'declared by a digest alone': { ...given({}, { base: { digest: sha256('x') } }), ...fails(sha256('x')) },
    'declared on the index': {
      facts: {
        ...given({}).facts,
        imageContent: content([platform()], { base: { name: 'debian' } }),
      },
      ...fails('debian'),
    },
    'worse where approved bases are set': {
      ...given({}, { base: { name: 'debian' } }, { approvedBases: approved }),
      parameters: withRule,
      ...fails('debian', 'MEDIUM'),
    },
    'scratch is declared, but its scan found a distribution': {
      ...given(
        {},
        { base: { name: 'scratch' } },
        { imageScan: scan(platformScan({ distribution: 'ALPINE_LINUX_3_20' })) },
      ),
      ...fails('alpine'),
    },
    'a basic scan that came to an end knows a distribution': {
      ...given({}, {}, { imageScan: scan(platformScan({ status: 'COMPLETE', enhanced: false })) }),
      ...fails('a distribution'),
    },
    'labels of a distribution accuse': { ...given({ distributionLabels: ['ubuntu'] }), ...fails('ubuntu') },
    'labels that name a base accuse': {
      ...given({ labelledBase: { name: 'registry.access.redhat.com/ubi9' } }),
      ...fails('registry.access.redhat.com/ubi9'),
    },
    'an alpine image is itself one ADD upon scratch': { ...given(onAlpine), ...fails('alpine') },
    'a first layer that is a whole root file system': {
      ...given({ history: [step('import')] }),
      ...fails('a root file system'),
    },
    'only the first layers of an approved base: another one': {
      ...given({ ...onAlpine, diffIds: [LAYERS[0] ?? ''] }, {}, { approvedBases: approved }),
      parameters: withRule,
      ...fails('alpine', 'MEDIUM'),
    },
    'an approved base without layers approves nothing': {
      ...given(
        onAlpine,
        {},
        {
          approvedBases: { bases: [{ reference: NODE, digest: sha256('e'), chains: [[]] }], unread: [] },
        },
      ),
      parameters: withRule,
      ...fails('alpine', 'MEDIUM'),
    },
    'one platform of two': {
      facts: {
        ...given({}).facts,
        imageContent: content([platform(), platform({ digest: sha256('arm'), config: config(onAlpine) })]),
      },
      ...fails('alpine'),
    },
    'an attestation that names images says nothing: builder stages are among them': {
      ...given(onAlpine, { provenance: { images: ['pkg:docker/golang@1.24'] } }),
      ...fails('alpine'),
    },
  },
  notApplicable: {
    'Windows is never from scratch': { ...given({ os: 'windows' }), why: /Windows/ },
    'an artifact': {
      facts: { ...given({}).facts, imageContent: content([], { kind: 'artifact' }) },
      why: /artifact/,
    },
  },
  notAvailable: {
    'only some of the layers of a known public base are its lowest': {
      ...given({ diffIds: [sha256('alpine 1'), sha256('mine')], history: [] }),
      parameters: {
        knownPublicBases: [{ name: 'alpine', layers: [sha256('alpine 1'), sha256('alpine 2')] }],
      },
      why: /base cannot be told/,
    },
    'squashed, without history': { ...given(squashed), why: /cannot be told: annotate it/ },
    'more layers than its history tells of': {
      ...given({ diffIds: [sha256('1'), sha256('2')] }),
      why: /cannot be told/,
    },
    'something ran in it: there was a shell': { ...given(ran), why: /cannot be told/ },
    'it starts a shell': { ...given({ shell: true }), why: /cannot be told/ },
    'a package manager ran': {
      ...given({ history: [step('copy', { packageManager: true })] }),
      why: /cannot be told/,
    },
    'nothing is held against it while an approved base could not be read': {
      ...given(onAlpine, {}, { approvedBases: unread }),
      parameters: withRule,
      why: /approved .*base\/node is not known/,
    },
    'a configuration that may not be read': {
      facts: {
        ...given({}).facts,
        imageContent: content([
          { unavailable: 'denied', what: 'ecr:GetDownloadUrlForLayer', digest: sha256('x') },
        ]),
      },
      why: /access denied/,
    },
  },
  worse: {
    before: given(onAlpine),
    after: given({}, { base: { name: 'docker.io/evil/base' } }),
  },
} satisfies Cases;
