/** How files begin that hold a disk, and where in them that stands. */
const forms: readonly { readonly form: string; readonly at: number; readonly magic: string }[] = [
  { form: 'qcow2', at: 0, magic: 'QFI\xfb' },
  { form: 'VMDK', at: 0, magic: 'KDMV' },
  { form: 'VHDX', at: 0, magic: 'vhdxfile' },
  { form: 'VHD', at: 0, magic: 'conectix' },
  { form: 'raw', at: 510, magic: '\x55\xaa' },
];

/** Bytes that are needed to tell. */
export const diskHeadSize = 512;

/** The form of the disk that a file holds, by its first bytes; undefined for other files. */
export function findDiskForm(head: Buffer): string | undefined {
  return forms.find(({ at, magic }) => head.toString('latin1', at, at + magic.length) === magic)?.form;
}
