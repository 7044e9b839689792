/** What AWS publishes of one service's authorisation. */
export interface ServiceData {
  /** As actions begin: `ecs`. */
  readonly service: string;
  readonly actions: Readonly<Record<string, ActionData>>;
  /** Types of resources by name. */
  readonly resources: Readonly<Record<string, ResourceData>>;
}

interface ActionData {
  /** `Read`, `Write`, `List`; with Write also `Tagging` or `Permissions management`. */
  readonly levels: readonly string[];
  /** Types of resources it can be limited to; none: only `*`. */
  readonly on: readonly string[];
  /** Condition keys that the action itself has. */
  readonly keys: readonly string[];
}

interface ResourceData {
  /** With placeholders: `arn:${Partition}:ecs:${Region}:${Account}:cluster/${ClusterName}`. */
  readonly arn: string;
  readonly keys: readonly string[];
}
