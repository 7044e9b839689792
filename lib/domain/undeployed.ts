import type { Place } from './resource.ts';

/**
 * Stands for where a template will be deployed: the account and region are not known yet, but whatever names them
 * (`AWS::AccountId`, `AWS::Region`) names the same ones. Both are of the right form, so ARNs and image references made
 * with them can be read; neither is any real one. The partition is taken for the commercial one.
 */
export const UNDEPLOYED: Place = { partition: 'aws', account: '000000000009', region: 'us-undeployed-0' };

/** Whether it is known which account that is: only then can another one be told to be foreign. */
export const isAccountKnown = (account: string): boolean => account !== '' && account !== UNDEPLOYED.account;

/** Whether a text says something else in each place. */
export const dependsOnPlace = (text: string): boolean =>
  text.includes(UNDEPLOYED.account) || text.includes(UNDEPLOYED.region);

/** A text as the template's author would write it. */
export const sayPlace = (text: string): string =>
  text.replaceAll(UNDEPLOYED.account, '${AWS::AccountId}').replaceAll(UNDEPLOYED.region, '${AWS::Region}');
