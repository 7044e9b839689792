import { JUDGED, variantOf } from './account.ts';
import type { Verdicts } from './verdicts.ts';

/** Prowler's checks and ours on the same fault. */
const SAME: Readonly<Record<string, string>> = {
  ecs_cluster_container_insights_enabled: 'cluster-container-insights',
  ecs_service_no_assign_public_ip: 'service-public-ip',
  ecs_service_fargate_latest_platform_version: 'service-fargate-platform',
  ecs_task_definitions_containers_readonly_access: 'task-definition-read-only-root',
  ecs_task_definitions_host_namespace_not_shared: 'task-definition-host-pid',
  ecs_task_definitions_host_networking_mode_users: 'task-definition-host-network',
  ecs_task_definitions_logging_enabled: 'task-definition-logging',
  ecs_task_definitions_no_environment_secrets: 'task-definition-plaintext-secrets',
  ecs_task_definitions_no_privileged_containers: 'task-definition-privileged',
  ecr_repositories_not_publicly_accessible: 'repository-policy-public',
  ecr_repositories_lifecycle_policy_enabled: 'repository-lifecycle',
  ecr_repositories_scan_images_on_push_enabled: 'repository-scan-on-push',
  ecr_repositories_tag_immutability: 'repository-tag-immutability',
};

const words: Readonly<Record<string, string>> = {
  PASSED: 'pass',
  FAILED: 'fail',
  PASS: 'pass',
  FAIL: 'fail',
};
const word = (status: string | undefined): string =>
  words[status ?? ''] ?? status?.toLowerCase() ?? 'nothing';

/** Verdict by verdict on every check that both have: how many agree, and each kind of difference with an example. */
export function compare(ours: Verdicts, prowlers: Verdicts): readonly string[] {
  let same = 0;
  const differences = new Map<string, string[]>();
  const lonely = new Set<string>();
  for (const [name, checks] of prowlers)
    for (const [check, status] of checks) {
      const control = SAME[check];
      if (control === undefined) lonely.add(check);
      else if (word(ours.get(name)?.get(control)) === word(status)) same += 1;
      else {
        const kind = `${control}: we say ${word(ours.get(name)?.get(control))}, Prowler ${word(status)}`;
        differences.set(kind, [...(differences.get(kind) ?? []), name]);
      }
    }
  return [
    `${same} verdicts agree`,
    ...[...differences].map(([kind, names]) => `${names.length} × ${kind} (${kinds(names)})`),
    `checks of Prowler alone: ${[...lonely].toSorted().join(', ') || 'none'}`,
  ];
}

/** Which variants of families they are, or one name. */
function kinds(names: readonly string[]): string {
  const [first = ''] = names;
  const families = names.flatMap((name) => /^task-definition\/family-(\d+)$/.exec(name)?.[1] ?? []);
  return families.length > 0 ? `families ${families.slice(0, 4).join(', ')}…` : first;
}

/** Our verdicts on the families that differ from how they were built. */
export function mistakes(ours: Verdicts): readonly string[] {
  return [...ours].flatMap(([name, verdicts]) => {
    const family = /^task-definition\/(.+)$/.exec(name)?.[1];
    if (family === undefined) return [];
    const { fails } = variantOf(family);
    return [...verdicts]
      .filter(([control]) => JUDGED.has(control))
      .filter(([control, status]) => (status === 'FAILED') !== fails.includes(control))
      .map(([control, status]) => `${family}: ${control} is ${status}`);
  });
}
