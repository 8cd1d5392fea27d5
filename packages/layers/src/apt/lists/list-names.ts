/**
 * Names that apt gives to its lists. It makes them from the address: no scheme, no login, odd characters as
 * `%` and two hex digits, then every slash an underscore. `apt-get indextargets` shows them; a test compares.
 */
export function getListName(address: string): string {
  const bare = address.replace(/^[a-z+]+:\/\//, '').replace(/^[^/@]*@/, '');
  return bare.replace(/[\\|{}[\]<>"^~_=!@#$%^&*\x00-\x20\x7f-\uffff]/g, quote).replaceAll('/', '_');
}

function quote(character: string): string {
  return Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}
