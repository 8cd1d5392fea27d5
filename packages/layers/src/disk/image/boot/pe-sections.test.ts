import { addPeSections } from './pe-sections';

const peOffset = 0x40;
const fields = peOffset + 24;
const table = fields + 0x70;

/** An executable with one section, and room for two more headers. */
function makeExecutable(): Buffer {
  const bytes = Buffer.alloc(0x400, 0);
  bytes.writeUInt32LE(peOffset, 0x3c);
  bytes.write('PE\0\0', peOffset, 'latin1');
  bytes.writeUInt16LE(1, peOffset + 6);
  bytes.writeUInt16LE(0x70, peOffset + 20);
  bytes.writeUInt32LE(0x1000, fields + 32);
  bytes.writeUInt32LE(0x200, fields + 36);
  bytes.writeUInt32LE(table + 3 * 40, fields + 60);
  bytes.writeUInt32LE(77, fields + 64);
  bytes.write('.text', table, 'latin1');
  bytes.writeUInt32LE(0x123, table + 8);
  bytes.writeUInt32LE(0x1000, table + 12);
  return bytes;
}

test('sections are put behind those that are there, each at the next page', () => {
  const made = addPeSections(makeExecutable(), [
    { name: '.cmdline', bytes: Buffer.from('quiet') },
    { name: '.linux', bytes: Buffer.alloc(0x1001, 7) },
  ]);
  expect(made.readUInt16LE(peOffset + 6)).toBe(3);
  const read = (index: number) => {
    const at = table + index * 40;
    const [size, virtual, , offset] = [8, 12, 16, 20].map((field) => made.readUInt32LE(at + field));
    const start = offset as number;
    return {
      name: made.toString('latin1', at, at + 8),
      virtual,
      bytes: made.subarray(start, start + (size as number)),
    };
  };
  expect(read(1)).toEqual({ name: '.cmdline', virtual: 0x2000, bytes: Buffer.from('quiet') });
  expect(read(2)).toEqual({ name: '.linux\0\0', virtual: 0x3000, bytes: Buffer.alloc(0x1001, 7) });
  expect(made.readUInt32LE(fields + 56)).toBe(0x5000);
  expect(made.readUInt32LE(fields + 64)).toBe(0);
});

test('what is no executable of UEFI, or has no room, is refused', () => {
  expect(() => addPeSections(Buffer.alloc(0x400), [])).toThrow('not a PE executable');
  const section = { name: '.a', bytes: Buffer.from('a') };
  expect(() => addPeSections(makeExecutable(), [section, section, section])).toThrow('no room');
});
