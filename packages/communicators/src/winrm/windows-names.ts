/** Characters that Windows allows in no name. Source: Microsoft's "Naming Files, Paths, and Namespaces". */
const forbidden = /[<>:"\\|?*\u0000-\u001f]/;
const device = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)/i;

/** Why Windows could not hold these paths (with `/`) beside each other, a sentence for each that is refused. */
export function findNameProblems(paths: Iterable<string>): readonly string[] {
  const seen = new Map<string, string>();
  const problems: string[] = [];
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const reason = getReason(name);
    if (reason) problems.push(`"${path}" ${reason}`);
    const other = seen.get(path.toLowerCase());
    if (other !== undefined) problems.push(`"${path}" and "${other}" are one name there`);
    seen.set(path.toLowerCase(), path);
  }
  return problems;
}

function getReason(name: string): string | undefined {
  const found = forbidden.exec(name)?.[0];
  if (found) return `has ${JSON.stringify(found)} in its name, which no name may have there`;
  if (/[. ]$/.test(name)) return 'ends in a dot or a space, which is cut off there';
  if (device.test(name)) return 'is the name of a device there';
  return undefined;
}
