/** `varFiles: ['a']` is written `-var-file=a`, `ifUnavailable: true` is `-if-unavailable`. */
const flagNames: Readonly<Record<string, string>> = {
  vars: 'var',
  varFiles: 'var-file',
  ifUnavailable: 'if-unavailable',
  dryRun: 'dry-run',
  secureBoot: 'secure-boot',
  kernelArguments: 'kernel-arguments',
  diskController: 'disk-controller',
  networkCard: 'network-card',
};

export function getFlags(options: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    const flag = `-${flagNames[name] ?? name}`;
    if (value === undefined || value === false) return [];
    if (value === true) return [flag];
    return (Array.isArray(value) ? value : [value]).map((each) => `${flag}=${each}`);
  });
}
