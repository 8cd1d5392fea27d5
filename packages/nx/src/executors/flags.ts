/** `varFiles: ['a']` is written `-var-file=a`, `ifUnavailable: true` is `-if-unavailable`. */
const flagNames: Readonly<Record<string, string>> = {
  vars: 'var',
  varFiles: 'var-file',
  ifUnavailable: 'if-unavailable',
  dryRun: 'dry-run',
  onError: 'on-error',
  withoutTests: 'without-tests',
  withoutScan: 'without-scan',
  withoutTest: 'without-test',
  secureBoot: 'secure-boot',
  kernelArguments: 'kernel-arguments',
  diskSize: 'disk-size',
  diskController: 'disk-controller',
  networkCard: 'network-card',
};

/** Switches that are on until they are switched off. */
const onByItself: ReadonlySet<string> = new Set(['checkpoints']);

export function getFlags(options: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    const flag = `-${flagNames[name] ?? name}`;
    if (value === undefined) return [];
    if (value === false) return onByItself.has(name) ? [`${flag}=false`] : [];
    if (value === true) return [flag];
    return (Array.isArray(value) ? value : [value]).map((each) => `${flag}=${each}`);
  });
}
