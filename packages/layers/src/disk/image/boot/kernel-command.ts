/** What a boot loader has to know of the disk that it starts. */
export interface BootRequest {
  /** UUID of the root file system. */
  readonly rootId: string;
  /** Words for the kernel beyond those that every disk gives it. */
  readonly kernelArguments: string;
}

/** The last console is where the system writes what it does; machines of clouds have a serial line and often no screen. */
const consoles = ['console=tty0', 'console=ttyS0,115200n8'];

/** The words that the kernel is started with. */
export function getKernelCommand({ rootId, kernelArguments }: BootRequest): readonly string[] {
  const own = kernelArguments.split(' ').filter((word) => word !== '');
  return [`root=UUID=${rootId}`, 'ro', ...consoles, ...own];
}
