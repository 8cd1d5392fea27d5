const BYTE = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IPV4 = new RegExp(`^(?:${BYTE}\\.){3}${BYTE}$`, 'u');

/** Which version of the protocol a numeric address is of; undefined for any other text. */
export function getAddressVersion(text: string): 4 | 6 | undefined {
  if (IPV4.test(text)) return 4;
  // A host in brackets is an address of version 6 or no URL.
  return text.includes(':') && URL.canParse(`http://[${text}]/`) ? 6 : undefined;
}

const BITS = { 4: 32, 6: 128 } as const;

/** The range that holds one address alone. */
export function getOwnRange(address: string): string | undefined {
  const version = getAddressVersion(address);
  return version === undefined ? undefined : `${address}/${BITS[version]}`;
}

/** Whether a text is a range of addresses: `10.0.0.0/8`, `::/0`. */
export function isRange(text: string): boolean {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/u.exec(text) ?? [];
  const version = getAddressVersion(address);
  return version !== undefined && Number(bits) <= BITS[version];
}
