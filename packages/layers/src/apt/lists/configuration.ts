/** What apt inside an image is told while the image is built. */
export interface AptConfiguration {
  /** Of the caching proxy. */
  readonly proxy: string;
  /** Of this machine, for archives that are only offered encrypted; undefined: directly. */
  readonly httpsProxy: string | undefined;
}

/**
 * Text of a file for `APT_CONFIG`. It leaves alone what decides which packages are installed (recommends, pins,
 * releases): that is for the template to say.
 */
export function formatAptConfiguration({ proxy, httpsProxy }: AptConfiguration): string {
  return [
    `Acquire::http::Proxy "${proxy}";`,
    `Acquire::https::Proxy "${httpsProxy ?? 'DIRECT'}";`,
    // Locked indexes grow old; that is what they are for. Their digests are checked instead.
    'Acquire::Check-Valid-Until "false";',
    'Acquire::Languages "none";',
    // The proxy itself tries again and continues what broke off.
    'Acquire::Retries "0";',
    'Acquire::http::Timeout "120";',
    // One line after the other: a pseudo-terminal would draw progress bars into the build's log.
    'Dpkg::Use-Pty "0";',
    '',
  ].join('\n');
}
