import type { Diagnostic } from '@strata/diagnostics';
import type { Namespace } from '../namespace/namespace';
import type { Layout } from './layout';
import type { Owner } from './owner';

/** What the files of this room hand to each other. */
export interface StoreContext {
  readonly layout: Layout;
  readonly owner: Owner;
  readonly searchPath: string;
  /** Found when first needed, then kept: a build that hits every layer never needs one. */
  readonly getNamespace: () => Promise<Namespace>;
  /** Whether device nodes can be unpacked as such; see tar/device.ts for what is done otherwise. */
  readonly canMakeDevices: () => Promise<boolean>;
  readonly note: (diagnostic: Diagnostic) => void;
  /** The same without waiting for its trial: for looking, which spoils nothing where namespaces do not work. */
  readonly getUntried: () => Namespace | undefined;
  /** Layers whose trees this process has looked over already. */
  readonly verified: Set<string>;
  /** Those that it looks over now: whether they are whole. */
  readonly looks: Map<string, Promise<boolean>>;
  readonly pinned: Set<string>;
}
