import type { Unavailable } from './reading.ts';

/** One rule of a security group, in or out: a protocol, its ports, and whom it lets through. */
export interface SecurityGroupRule {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, the number of another protocol as text, or `all`. */
  readonly protocol: string;
  /** Ports, both ends included; all of them where the protocol has none. */
  readonly from: number;
  readonly to: number;
  /** CIDR blocks of both families. */
  readonly cidrs: readonly string[];
  /** Ids of groups whose members it lets through, of this account or a peer's. */
  readonly groups: readonly string[];
  readonly prefixLists: readonly string[];
  /** Why it is not known whom else it lets through. */
  readonly unreadable?: string;
}

/** A security group: what is let in, what is let out; anything else is not. */
export interface SecurityGroup {
  readonly id: string;
  /** `default` is the name of each VPC's own group, and of no other. */
  readonly name: string;
  readonly vpc: string;
  readonly owner: string;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
}

/** The CIDR blocks of prefix lists by id, or why a list could not be read; a list that is gone is not there. */
export type PrefixLists = Readonly<Record<string, readonly string[] | Unavailable>>;

/** The groups in force on the network interfaces of one of a service's network configurations. */
export interface NetworkGroups {
  /** The `path` of the configuration in the service. */
  readonly path: string;
  /** Ids; the default group of the VPC where the configuration names none. */
  readonly groups: readonly string[] | Unavailable;
  /** Why further groups in force are not known. */
  readonly unread?: readonly Unavailable[];
}

/** The security groups of a service. */
export interface ServiceGroups {
  readonly networks: readonly NetworkGroups[];
  /** By id; one that is gone is not there. */
  readonly groups: Readonly<Record<string, SecurityGroup>>;
  /** Those that the groups' rules name. */
  readonly prefixLists: PrefixLists;
}

/** A subnet and whether it is public: whether its route table leads to an internet gateway. */
export interface Subnet {
  readonly id: string;
  readonly vpc: string;
  readonly owner: string;
  readonly zone: string;
  readonly cidrs: readonly string[];
  /** The table that holds for it, its own or the VPC's main one. */
  readonly routeTable?: string;
  readonly public: boolean | Unavailable;
  /** Where its widest route out of the VPC leads. */
  readonly leads: SubnetLeads | Unavailable;
}

/** `internet`: only what has a public address gets out; `nat`: anything; `network`: to another network, which may let out; `nowhere`. */
export type SubnetLeads = 'internet' | 'nat' | 'network' | 'nowhere';

/** The subnets of a service by id; one that is gone is not there. */
export type Subnets = Readonly<Record<string, Subnet>>;

/** The groups of an endpoint and of the tasks that reach it. */
export interface EndpointGroups {
  /** By id; one that is gone, or another account's, is not there. */
  readonly groups: Readonly<Record<string, SecurityGroup>>;
  /** Those that the groups' rules name. */
  readonly prefixLists: PrefixLists;
}
