/** An Amazon Resource Name. */
export type Arn = string;

export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All behind the fifth colon, e.g. `task-definition/web:42`. */
  readonly resource: string;
}

/** Takes an ARN apart; undefined for text that is none. Never throws. */
export function parseArn(text: unknown): ArnParts | undefined {
  if (typeof text !== 'string') return undefined;
  const match = /^arn:([a-z0-9-]+):([a-z0-9-]+):([a-z0-9-]*):(\d*):([\s\S]+)$/.exec(text);
  if (!match) return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = match;
  return { partition, service, region, account, resource };
}

export const formatArn = ({ partition, service, region, account, resource }: ArnParts): Arn =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;
