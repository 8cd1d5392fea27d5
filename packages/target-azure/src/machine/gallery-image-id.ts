/** An image of a gallery, by its names. */
export interface GalleryImageName {
  readonly subscription: string;
  readonly group: string;
  readonly gallery: string;
  readonly name: string;
  /** Undefined for the newest. */
  readonly version: string | undefined;
}

const ID =
  /^\/subscriptions\/(?<subscription>[^/]+)\/resourcegroups\/(?<group>[^/]+)\/providers\/microsoft\.compute\/galleries\/(?<gallery>[^/]+)\/images\/(?<name>[^/]+)(?:\/versions\/(?<version>[^/]+))?$/iu;

/** The parts of an id of a gallery's image. */
export function parseGalleryImageId(id: string): GalleryImageName | undefined {
  const { subscription, group, gallery, name, version } = ID.exec(id)?.groups ?? {};
  if (!subscription || !group || !gallery || !name) return undefined;
  return { subscription, group, gallery, name, version: toVersion(version) };
}

/** `latest` is no version. */
export function toVersion(given: string | undefined): string | undefined {
  return !given || given === 'latest' ? undefined : given;
}

/** Whether it is the id of a managed image. */
export function isManagedImageId(id: string): boolean {
  return /\/providers\/microsoft\.compute\/images\/[^/]+$/iu.test(id);
}
