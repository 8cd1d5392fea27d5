/** An image of the marketplace. */
export interface PlatformImage {
  /** `Debian:debian-12:12-gen2`. */
  readonly urn: string;
  readonly osType: 'Linux' | 'Windows';
  readonly generation: 'V1' | 'V2';
  /** What it may be asked by beside `latest`. */
  readonly version: string;
  /** What has to be named, and agreed to, by who starts machines from it. */
  readonly plan?: Plan;
  /** URI of what is on it, as a fixed VHD, for guests to start from. */
  readonly content?: string;
}

/** By which an image of the marketplace is sold. */
export interface Plan {
  readonly name: string;
  readonly product: string;
  readonly publisher: string;
}

/** What the marketplace has. */
export interface Platform {
  add(image: PlatformImage): void;
  find(urn: string): PlatformImage | undefined;
  /** Whether an id is that of an image of the marketplace, as disks name it. */
  isImageId(id: string): boolean;
  /** Agrees to the terms of a plan. */
  accept(plan: Plan): void;
  hasAccepted(plan: Plan): boolean;
}

const usualImages: readonly PlatformImage[] = [
  { urn: 'Debian:debian-12:12-gen2', osType: 'Linux', generation: 'V2', version: '0.20260101.1' },
  { urn: 'Debian:debian-12:12', osType: 'Linux', generation: 'V1', version: '0.20260101.1' },
  { urn: 'Canonical:ubuntu-24_04-lts:server', osType: 'Linux', generation: 'V2', version: '24.04.202601010' },
  {
    urn: 'Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2',
    osType: 'Linux',
    generation: 'V2',
    version: '22.04.202601010',
  },
  {
    urn: 'Canonical:0001-com-ubuntu-server-jammy:22_04-lts',
    osType: 'Linux',
    generation: 'V1',
    version: '22.04.202601010',
  },
  {
    urn: 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2',
    osType: 'Windows',
    generation: 'V2',
    version: '20348.1.260101',
  },
];

const imageId =
  /\/publishers\/([^/]+)\/artifacttypes\/vmimage\/offers\/([^/]+)\/skus\/([^/]+)\/versions\/[^/]+$/i;

export function createPlatform(): Platform {
  const images = new Map(usualImages.map((image) => [image.urn.toLowerCase(), image]));
  const accepted = new Set<string>();
  const getKey = ({ publisher, product, name }: Plan) => `${publisher}/${product}/${name}`.toLowerCase();
  const find = (urn: string) => images.get(urn.toLowerCase());
  return {
    add: (image) => void images.set(image.urn.toLowerCase(), image),
    find,
    accept: (plan) => void accepted.add(getKey(plan)),
    hasAccepted: (plan) => accepted.has(getKey(plan)),
    isImageId(id) {
      const [, ...parts] = imageId.exec(id) ?? [];
      return find(parts.join(':')) !== undefined;
    },
  };
}
