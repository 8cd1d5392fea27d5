/** A part of an executable of UEFI, by the name that its code looks for. */
export interface PeSection {
  /** At most eight characters. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** Fields of Microsoft's PE format, counted from the places that the names say. */
const peOffsetField = 0x3c;
const coff = { sections: 6, optionalSize: 20, size: 24 };
const optional = { sectionAlignment: 32, fileAlignment: 36, imageSize: 56, headersSize: 60, checksum: 64 };
const headerSize = 40;
const header = { virtualSize: 8, virtualAddress: 12, rawSize: 16, rawOffset: 20, characteristics: 36 };
const readableData = 0x4000_0040;

/**
 * Puts sections behind those that an executable has.
 *
 * @throws Error for what is no PE executable, or has no room for so many more headers
 */
export function addPeSections(executable: Buffer, sections: readonly PeSection[]): Buffer {
  const start = executable.readUInt32LE(peOffsetField);
  if (executable.toString('latin1', start, start + 4) !== 'PE\0\0') throw new Error('not a PE executable');
  const count = executable.readUInt16LE(start + coff.sections);
  const fields = start + coff.size;
  const table = fields + executable.readUInt16LE(start + coff.optionalSize);
  const end = table + (count + sections.length) * headerSize;
  if (end > executable.readUInt32LE(fields + optional.headersSize))
    throw new Error('no room for more sections');
  const sectionAlignment = executable.readUInt32LE(fields + optional.sectionAlignment);
  const fileAlignment = executable.readUInt32LE(fields + optional.fileAlignment);
  const head = Buffer.from(executable);
  const pieces: Buffer[] = [];
  let rawOffset = roundUp(head.length, fileAlignment);
  let virtual = getVirtualEnd(head, table, count);
  sections.forEach(({ name, bytes }, index) => {
    virtual = roundUp(virtual, sectionAlignment);
    const at = table + (count + index) * headerSize;
    head.fill(0, at, at + headerSize);
    head.write(name, at, 8, 'latin1');
    const raw = padTo(bytes, fileAlignment);
    head.writeUInt32LE(bytes.length, at + header.virtualSize);
    head.writeUInt32LE(virtual, at + header.virtualAddress);
    head.writeUInt32LE(raw.length, at + header.rawSize);
    head.writeUInt32LE(rawOffset, at + header.rawOffset);
    head.writeUInt32LE(readableData, at + header.characteristics);
    pieces.push(raw);
    rawOffset += raw.length;
    virtual += bytes.length;
  });
  head.writeUInt16LE(count + sections.length, start + coff.sections);
  head.writeUInt32LE(roundUp(virtual, sectionAlignment), fields + optional.imageSize);
  // Checked for nothing that UEFI starts; a wrong one would be worse than none.
  head.writeUInt32LE(0, fields + optional.checksum);
  return Buffer.concat([padTo(head, fileAlignment), ...pieces]);
}

function getVirtualEnd(head: Buffer, table: number, count: number): number {
  const ends = Array.from({ length: count }, (_, index) => {
    const at = table + index * headerSize;
    return head.readUInt32LE(at + header.virtualAddress) + head.readUInt32LE(at + header.virtualSize);
  });
  return Math.max(...ends);
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}

function padTo(bytes: Buffer, unit: number): Buffer {
  return Buffer.concat([bytes], roundUp(bytes.length, unit));
}
