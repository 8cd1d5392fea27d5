import type { OsRelease } from '../contents/os-release';
import type { Package } from '../contents/package';

interface Property {
  readonly name: string;
  readonly value: string;
}

/**
 * What Trivy wants to hear of a package of the system. It finds what is known of one by its source package, which it
 * reads from properties of its own alone; without them it says that it found nothing.
 */
export function getTrivyProperties(
  { ecosystem, source, version }: Package,
  os: OsRelease | undefined,
): readonly Property[] {
  if (source === undefined || os === undefined) return [];
  const properties: Readonly<Record<string, string | undefined>> = {
    PkgType: os.id,
    SrcName: source.name,
    ...(ecosystem === 'apk' ? { SrcVersion: version } : splitVersion(source.version)),
  };
  return Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name: `aquasecurity:trivy:${name}`, value }],
  );
}

/** `1:2.36-9` is epoch, version and release. */
function splitVersion(text: string) {
  const [, SrcEpoch, SrcVersion, SrcRelease] = /^(?:(\d+):)?(.*?)(?:-([^-]+))?$/.exec(
    text,
  ) as RegExpExecArray;
  return { SrcEpoch, SrcVersion, SrcRelease };
}
