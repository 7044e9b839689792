import type { BenchInstance } from '#domain/docker-bench.ts';
import { toContainerInstance, toHost } from './container-instance.ts';
import { fieldsOf, objectsOf, textOf } from './fields.ts';

/** A container instance (DescribeContainerInstances) and, where it is one of EC2, its machine (DescribeInstances). Never throws. */
export function toBenchInstance(raw: unknown, host: unknown): BenchInstance {
  const { arn, instanceId, registeredAt } = toContainerInstance(raw);
  const exempt = exemptionOf(raw, host);
  return {
    arn,
    instanceId,
    ...(registeredAt !== undefined && { registeredAt }),
    ...(exempt !== undefined && { exempt }),
  };
}

function exemptionOf(raw: unknown, host: unknown): string | undefined {
  if (host !== undefined && toHost(host).managed) return 'AWS operates them, Managed Instances';
  const attributes = objectsOf(fieldsOf(raw)?.['attributes']);
  const value = (name: string): string | undefined =>
    textOf(attributes.find((each) => each['name'] === name)?.['value']);
  if (value('ecs.os-type')?.toLowerCase() === 'windows') return 'they run Windows';
  // Bottlerocket registers its variant (its documentation, settings.ecs.instance-attributes); its Docker cannot be reached.
  return value('bottlerocket.variant') === undefined ? undefined : 'they run Bottlerocket';
}
