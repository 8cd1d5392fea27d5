const footerBytes = 512;
const MIB = 2 ** 20;

/** Fields of a footer, by their places, so that a test can spoil one. */
export interface FooterFields {
  readonly cookie?: string;
  readonly type?: number;
  readonly size?: number;
  readonly checksum?: number;
}

/** A fixed VHD with nothing in it. */
export function makeVhd({ bytes = MIB, ...fields }: FooterFields & { readonly bytes?: number } = {}): Buffer {
  return Buffer.concat([Buffer.alloc(bytes), makeFooter(bytes, fields)]);
}

function makeFooter(
  bytes: number,
  { cookie = 'conectix', type = 2, size = bytes, checksum }: FooterFields,
): Buffer {
  const footer = Buffer.alloc(footerBytes);
  footer.write(cookie, 0, 'latin1');
  footer.writeUInt32BE(2, 8);
  footer.writeUInt32BE(0x10000, 12);
  footer.fill(0xff, 16, 24);
  footer.writeBigUInt64BE(BigInt(size), 40);
  footer.writeBigUInt64BE(BigInt(size), 48);
  footer.writeUInt32BE(type, 60);
  let sum = 0;
  for (const byte of footer) sum += byte;
  footer.writeUInt32BE(checksum ?? ~sum >>> 0, 64);
  return footer;
}
