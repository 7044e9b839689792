import type { AnyControl } from '#domain/control.ts';
import type { EvaluationStatus } from '#domain/evaluation.ts';
import type { Severity } from '#domain/severity.ts';
import { jsonText } from './json.ts';

/** One result of a SARIF log, before it is written as such. */
export interface SarifResult {
  readonly control: AnyControl;
  readonly status: EvaluationStatus;
  readonly severity: Severity;
  readonly message: string;
  /** A relative path, or a name that stands for one. */
  readonly uri: string;
  /** From 1; undefined where it is about no line. */
  readonly line?: number;
  /** What the result is about, in full. */
  readonly subject: string;
  /** Equal for what is the same from one run to the next. */
  readonly fingerprint: string;
  readonly suppressed?: { readonly justification: string; readonly inSource: boolean };
}

const LEVELS: Readonly<Record<Severity, string>> = {
  CRITICAL: 'error',
  HIGH: 'error',
  MEDIUM: 'warning',
  LOW: 'note',
  INFORMATIONAL: 'note',
};
/** GitHub's scale for code scanning: above 9 is critical, from 7 high, from 4 medium. */
const SCORES: Readonly<Record<Severity, string>> = {
  CRITICAL: '9.5',
  HIGH: '8.0',
  MEDIUM: '5.0',
  LOW: '2.0',
  INFORMATIONAL: '0.0',
};
const KINDS: Readonly<Record<EvaluationStatus, string>> = {
  FAILED: 'fail',
  NOT_AVAILABLE: 'open',
  PASSED: 'pass',
  NOT_APPLICABLE: 'notApplicable',
};

/** A whole SARIF 2.1.0 log (OASIS) of one run. */
export function sarifText(results: readonly SarifResult[], version: string): string {
  const controls = [...new Map(results.map(({ control }) => [control.id, control])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const index = new Map(controls.map(({ id }, at) => [id, at]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'ecs-warden', semanticVersion: version, rules: controls.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: results.map((result) => resultOf(result, index)),
      },
    ],
  };
  return `${jsonText(log)}\n`;
}

const ruleOf = ({
  id,
  title,
  why,
  severity,
  guidance,
  remediation,
  references,
  blindSpots,
}: AnyControl): unknown => ({
  id,
  name: id.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase()),
  shortDescription: { text: title },
  fullDescription: { text: why },
  ...(references[0] !== undefined && { helpUri: references[0] }),
  help: {
    text: `${why}\n\n${remediation.text}`,
    markdown: [
      why,
      `**What to do.** ${remediation.text}`,
      `\`\`\`sh\n${remediation.cli}\n\`\`\``,
      `\`\`\`yaml\n${remediation.cloudFormation.trimEnd()}\n\`\`\``,
      ...(blindSpots.length > 0 ? [`**What it does not see.** ${blindSpots.join(' ')}`] : []),
      ...references,
    ].join('\n\n'),
  },
  defaultConfiguration: { level: LEVELS[severity] },
  properties: { tags: ['security', ...guidance], 'security-severity': SCORES[severity] },
});

function resultOf(
  { control, status, severity, message, uri, line, subject, fingerprint, suppressed }: SarifResult,
  index: ReadonlyMap<string, number>,
): unknown {
  return {
    ruleId: control.id,
    ruleIndex: index.get(control.id),
    kind: KINDS[status],
    level: status === 'FAILED' ? LEVELS[severity] : 'none',
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri, ...(line !== undefined && { uriBaseId: '%SRCROOT%' }) },
          ...(line !== undefined && { region: { startLine: line } }),
        },
        logicalLocations: [{ fullyQualifiedName: subject, kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'findingId/v1': fingerprint },
    ...(suppressed && {
      suppressions: [
        { kind: suppressed.inSource ? 'inSource' : 'external', justification: suppressed.justification },
      ],
    }),
    properties: { status, severity },
  };
}

/** A path as a relative URI: no character of a file's name means anything in it. */
export const uriOf = (path: string): string => path.split(/[\\/]/).map(encodeURIComponent).join('/');
