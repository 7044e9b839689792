/** An address as one number, and how many bits it has. */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** The addresses of a range, both ends included; 32 bits are IPv4, 128 IPv6. */
export interface AddressRange {
  readonly bits: 32 | 128;
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * The addresses of a range in CIDR notation, whatever stands behind its prefix; an address alone is itself. Undefined
 * for what is no range.
 */
export function addressRange(range: string): AddressRange | undefined {
  const [network = '', prefix, ...more] = range.trim().split('/');
  const from = addressOf(network);
  if (!from || more.length > 0) return undefined;
  if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) return undefined;
  const length = prefix === undefined ? from.bits : Number(prefix);
  if (length > from.bits) return undefined;
  const rest = BigInt(from.bits - length);
  const first = (from.value >> rest) << rest;
  return { bits: from.bits, from: first, to: first + (1n << rest) - 1n };
}

/**
 * Whether an IPv4 or IPv6 address lies in a range in CIDR notation; an address alone is itself. False for what is
 * no address or no range, and for ranges of the other family.
 */
export function addressIn(address: string, range: string): boolean {
  const [given, held] = [addressRange(address), addressRange(range)];
  return (
    given !== undefined &&
    given.from === given.to &&
    held?.bits === given.bits &&
    held.from <= given.from &&
    given.from <= held.to
  );
}

const addressOf = (text: string): Address | undefined =>
  text.includes(':') ? version6(text) : version4(text);

function version4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return { bits: 32, value: parts.reduce((value, part) => value * 256n + BigInt(part), 0n) };
}

function version6(text: string): Address | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  if (!before || !after) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const whole = [...before, ...Array.from({ length: missing }, () => 0n), ...after];
  return { bits: 128, value: whole.reduce((value, group) => value * 65_536n + group, 0n) };
}

/** The groups of one side of `::`; the last may be an IPv4 address. */
function groups(text: string): readonly bigint[] | undefined {
  if (text === '') return [];
  const found: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const old = index === parts.length - 1 && part.includes('.') ? version4(part) : undefined;
    if (old) found.push(old.value >> 16n, old.value & 0xffffn);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) found.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return found;
}
