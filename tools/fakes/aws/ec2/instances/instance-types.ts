import { _InstanceType } from '@aws-sdk/client-ec2';

/** What a kind of machine is. */
export interface InstanceTypeFacts {
  readonly name: string;
  readonly vcpus: number;
  /** MiB. */
  readonly memory: number;
  readonly architecture: 'x86_64' | 'arm64';
  readonly hypervisor: 'nitro' | 'xen';
  /** Earns credits for its processors. */
  readonly burstable: boolean;
  readonly bootModes: readonly ('legacy-bios' | 'uefi')[];
  /** US dollars an hour. */
  readonly price: number;
}

const GIB = 1_024;
const both = ['legacy-bios', 'uefi'] as const;

/** Of the many, those that images are built on, as Amazon's documentation "Amazon EC2 instance types" has them. */
const types: readonly InstanceTypeFacts[] = [
  ...makeFamily({ family: 't2', hypervisor: 'xen', burstable: true, bootModes: ['legacy-bios'] }, [
    ['nano', 1, 0.5, 0.0058],
    ['micro', 1, 1, 0.0116],
    ['small', 1, 2, 0.023],
    ['medium', 2, 4, 0.0464],
    ['large', 2, 8, 0.0928],
  ]),
  ...makeFamily({ family: 't3', burstable: true }, [
    ['nano', 2, 0.5, 0.0052],
    ['micro', 2, 1, 0.0104],
    ['small', 2, 2, 0.0208],
    ['medium', 2, 4, 0.0416],
    ['large', 2, 8, 0.0832],
    ['xlarge', 4, 16, 0.1664],
  ]),
  ...makeFamily({ family: 't3a', burstable: true }, [
    ['micro', 2, 1, 0.0094],
    ['small', 2, 2, 0.0188],
    ['medium', 2, 4, 0.0376],
  ]),
  ...makeFamily({ family: 't4g', architecture: 'arm64', burstable: true, bootModes: ['uefi'] }, [
    ['micro', 2, 1, 0.0084],
    ['small', 2, 2, 0.0168],
    ['medium', 2, 4, 0.0336],
  ]),
  ...makeFamily({ family: 'm5' }, [
    ['large', 2, 8, 0.096],
    ['xlarge', 4, 16, 0.192],
    ['2xlarge', 8, 32, 0.384],
    ['8xlarge', 32, 128, 1.536],
    ['16xlarge', 64, 256, 3.072],
  ]),
  ...makeFamily({ family: 'm6g', architecture: 'arm64', bootModes: ['uefi'] }, [
    ['medium', 1, 4, 0.0385],
    ['large', 2, 8, 0.077],
  ]),
  ...makeFamily({ family: 'c5' }, [
    ['large', 2, 4, 0.085],
    ['xlarge', 4, 8, 0.17],
  ]),
];

type Size = readonly [size: string, vcpus: number, memoryGib: number, price: number];

function makeFamily(
  family: { readonly family: string } & Partial<InstanceTypeFacts>,
  sizes: readonly Size[],
): readonly InstanceTypeFacts[] {
  return sizes.map(([size, vcpus, memoryGib, price]) => ({
    name: `${family.family}.${size}`,
    vcpus,
    memory: memoryGib * GIB,
    architecture: family.architecture ?? 'x86_64',
    hypervisor: family.hypervisor ?? 'nitro',
    burstable: family.burstable ?? false,
    bootModes: family.bootModes ?? both,
    price,
  }));
}

const byName = new Map(types.map((type) => [type.name, type]));

export function findInstanceType(name: string): InstanceTypeFacts | undefined {
  return byName.get(name);
}

export function listInstanceTypes(): readonly InstanceTypeFacts[] {
  return types;
}

/** A name of ours as the SDK's type has it. */
export function toType(name: string): _InstanceType | undefined {
  return Object.values(_InstanceType).find((value) => value === name);
}
