/** What a CD is made from, and where to. */
export interface CdJob {
  /** Folder whose content becomes the CD's. */
  readonly root: string;
  readonly image: string;
  readonly label: string;
  /** File that says in which order the content lies, for programs that can be told. */
  readonly order: string;
}

/** A program that writes CD images. */
export interface CdProgram {
  readonly name: string;
  getArguments(job: CdJob): readonly string[];
}

/** Rights that all can read, owned by root; long names for Windows too. */
const NAMES = ['-rational-rock', '-joliet', '-joliet-long'];

/** In the order in which they are tried: Packer's, with genisoimage beside mkisofs, whose fork it is. */
export const cdPrograms: readonly CdProgram[] = [
  {
    name: 'xorriso',
    getArguments: ({ root, image, label, order }) => [
      ...['-as', 'mkisofs', ...NAMES, '-volid', label, '--sort-weight-list', order],
      ...['-output', image, root],
    ],
  },
  ...['mkisofs', 'genisoimage'].map((name) => ({
    name,
    getArguments: ({ root, image, label }: CdJob) => [...NAMES, '-volid', label, '-o', image, root],
  })),
  {
    name: 'hdiutil',
    getArguments: ({ root, image, label }) => [
      ...['makehybrid', '-o', image, '-hfs', '-joliet', '-iso', '-default-volume-name', label, root],
    ],
  },
  {
    name: 'oscdimg',
    getArguments: ({ root, image, label }) => ['-j1', '-o', '-m', `-l${label}`, root, image],
  },
];
