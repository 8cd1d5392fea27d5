/** Debian's words for what Node calls this machine. */
const words: Readonly<Record<string, string>> = {
  x64: 'amd64',
  arm64: 'arm64',
  arm: 'armhf',
  ia32: 'i386',
  ppc64: 'ppc64el',
  riscv64: 'riscv64',
  s390x: 's390x',
};

/** This machine's architecture as Debian calls it. */
export function getOwnArchitecture(): string {
  return words[process.arch] ?? process.arch;
}
