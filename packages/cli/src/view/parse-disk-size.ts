const UNITS: Readonly<Record<string, number>> = { m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Reads the size of a disk as QEMU and Packer write it (`4G`, `4096M`, `1.5GiB`), powers of 1024; undefined when it is none. */
export function parseDiskSize(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([mgt])(?:ib)?\s*$/i.exec(text);
  const unit = match && UNITS[(match[2] as string).toLowerCase()];
  return match && unit ? Math.floor(Number(match[1]) * unit) : undefined;
}
