/** Fn::Cidr: that many blocks of IPv4 addresses with so many host bits (8 unless said), from the start of a block; undefined where that cannot be told. */
export function cidrBlocks([block, count, hostBits = '8']: readonly (string | undefined)[]):
  | readonly string[]
  | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(block ?? '');
  const [, a, b, c, d, prefix] = (match ?? []).map(Number);
  const [wanted, bits] = [Number(count), Number(hostBits)];
  const isBound = wanted >= 1 && wanted <= 256 && bits >= 1 && bits <= 32;
  if (
    a === undefined ||
    b === undefined ||
    c === undefined ||
    d === undefined ||
    prefix === undefined ||
    !isBound
  )
    return undefined;
  const size = 2 ** bits;
  const whole = 2 ** (32 - prefix);
  const start = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  const first = start - (start % whole);
  if (wanted * size > whole) return undefined;
  return Array.from({ length: wanted }, (_, index) => `${dotted(first + index * size)}/${32 - bits}`);
}

const dotted = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
