/** A size of machines, as far as it is asked for. */
export interface Size {
  /** `Standard_D2s_v5`. */
  readonly name: string;
  /** By which processors are counted: `standardDSv5Family`. */
  readonly family: string;
  readonly generations: readonly ('V1' | 'V2')[];
  readonly architecture: 'x64' | 'Arm64';
}

const both = ['V1', 'V2'] as const;

/** Some of each age. Source: Microsoft's pages on sizes of virtual machines. */
export const sizes: readonly Size[] = [
  { name: 'Standard_A1_v2', family: 'standardAv2Family', generations: ['V1'], architecture: 'x64' },
  { name: 'Standard_B1s', family: 'standardBSFamily', generations: both, architecture: 'x64' },
  { name: 'Standard_B2s', family: 'standardBSFamily', generations: both, architecture: 'x64' },
  { name: 'Standard_D2s_v3', family: 'standardDSv3Family', generations: both, architecture: 'x64' },
  { name: 'Standard_D2s_v5', family: 'standardDSv5Family', generations: both, architecture: 'x64' },
  { name: 'Standard_D4s_v5', family: 'standardDSv5Family', generations: both, architecture: 'x64' },
  { name: 'Standard_D2ps_v5', family: 'standardDPSv5Family', generations: ['V2'], architecture: 'Arm64' },
  { name: 'Standard_DC2as_v5', family: 'standardDCASv5Family', generations: ['V2'], architecture: 'x64' },
];

/** Of a size; the fake makes machines of others, too. */
export function findFamily(name: string): string | undefined {
  return sizes.find((one) => one.name.toLowerCase() === name.toLowerCase())?.family;
}

/** Processors of a size, by the number in its name: `Standard_D2s_v5` has two. */
export function countCores(size: string): number {
  const found = /^(?:Standard|Basic)_[A-Z]+?(\d+)/.exec(size);
  return Number(found?.[1] ?? '1');
}
