import type { Arn } from '#domain/arn.ts';
import type { Place, ResourceType } from '#domain/resource.ts';
import { judgedAs } from './judged.ts';
import type { Declared, Template } from './template.ts';

/** One resource that controls judge, as its file declares it. */
export interface Written {
  readonly type: ResourceType;
  readonly arn: Arn;
  readonly declared: Declared;
}

/** What a template would make, as if it were there: its resources by ARN and by type. */
export class TemplateAccount {
  readonly place: Place;
  readonly names: Template['names'];
  readonly #written = new Map<Arn, Written>();
  readonly #declared = new Map<string, Declared[]>();
  readonly #indexes = new Map<string, ReadonlyMap<unknown, readonly { readonly declared: Declared }[]>>();

  constructor({ resources, names }: Template, place: Place) {
    this.place = place;
    this.names = names;
    for (const declared of resources.values()) {
      const ofType = this.#declared.get(declared.type);
      if (ofType) ofType.push(declared);
      else this.#declared.set(declared.type, [declared]);
      const judged = judgedAs(declared, names, place);
      if (judged && judged.arn !== '' && !this.#written.has(judged.arn))
        this.#written.set(judged.arn, { ...judged, declared });
    }
  }

  get(arn: Arn): Written | undefined {
    return this.#written.get(arn);
  }

  all(): readonly Written[] {
    return [...this.#written.values()];
  }

  /** Resources by CloudFormation's name of their type, in the order of the file. */
  ofType(type: string): readonly Declared[] {
    return this.#declared.get(type) ?? [];
  }

  /** The resource of a type whose name (`Ref`) or ARN a value is. */
  made(type: string, value: unknown): Declared | undefined {
    const { names } = this;
    return this.by(type, 'name', value, ({ logicalId }) => [
      names.ref(logicalId),
      names.attribute(logicalId, 'Arn'),
    ])[0];
  }

  /** The resources of a type of which a property has a value, in the order of the file. */
  having(type: string, property: string, value: unknown): readonly Declared[] {
    return this.by(type, property, value, ({ properties }) => [properties[property]]);
  }

  /**
   * The resources of a type that have a text among what is asked of them (`aspect` names it). Indexed when it is first
   * asked for: a template may have thousands that refer to each other.
   */
  by(
    type: string,
    aspect: string,
    value: unknown,
    textsOf: (declared: Declared) => readonly unknown[],
  ): readonly Declared[] {
    if (typeof value !== 'string') return [];
    const name = `${type} ${aspect}`;
    const index =
      this.#indexes.get(name) ??
      Map.groupBy(
        this.ofType(type).flatMap((declared) => textsOf(declared).map((text) => ({ text, declared }))),
        ({ text }) => text,
      );
    this.#indexes.set(name, index);
    return [...new Set((index.get(value) ?? []).map(({ declared }) => declared))];
  }

  /** Whether a value is what `Ref` of a resource gives. */
  isRef(value: unknown, { logicalId }: Declared): boolean {
    return typeof value === 'string' && value === this.names.ref(logicalId);
  }
}
