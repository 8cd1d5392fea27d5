import { type AptSource, normalizeUri } from './apt-source';

/** `deb [options] uri suite component…`; the comment at the end of a line belongs to apt's format. */
const line =
  /^deb\s+(?:\[(?<options>[^\]]*)\]\s+)?(?<uri>\S+)\s+(?<suite>\S+)(?<components>(?:\s+[^\s#]+)*)\s*(?:#.*)?$/;

/** Reads `sources.list` and `*.list` files: sources.list(5), one-line style. Other lines (deb-src, comments) are skipped. */
export function parseOneLine(text: string): readonly AptSource[] {
  return text.split('\n').flatMap((raw) => {
    const fields = line.exec(raw.trim())?.groups;
    if (!fields) return [];
    const { options = '', uri = '', suite = '', components = '' } = fields;
    return [
      {
        uri: normalizeUri(uri),
        suite,
        components: components.split(/\s+/).filter(Boolean),
        signedBy: getKeyrings(options),
      },
    ];
  });
}

function getKeyrings(options: string): readonly string[] {
  const value = /(?:^|\s)signed-by=(\S+)/i.exec(options)?.[1] ?? '';
  return value.split(',').filter((part) => part.startsWith('/'));
}
