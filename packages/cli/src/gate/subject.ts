import type { ImageProject, Receipt } from '@strata/engine';
import type { LayerOrigin } from '@strata/sdk';
import type { GuestFirmware } from '../guest/firmware';

/** One built image that is to be published. */
export interface GateSubject {
  readonly project: ImageProject;
  /** What was built, and is to be published. */
  readonly receipt: Receipt;
  /** The build's id, under which the receipt lies. @default the receipt's source */
  readonly build?: string;
}

/** Projects whose images may pass without something, each told by its name. */
export interface GateExceptions {
  readonly withoutTests: readonly string[];
  readonly withoutScan: readonly string[];
}

/** What the gate is asked to leave out, and to want beyond what it always does. */
export interface GateWishes extends GateExceptions {
  /** What starts the image where it is going, each of which has to have started the machine of its tests. @default any */
  readonly firmwares?: readonly GuestFirmware[];
}

/** What checks of the gate know of an image. */
export interface GateView {
  /** Project. */
  readonly image: string;
  readonly build: string;
  /** `sha256:…` of each layer's uncompressed tar, base first. */
  readonly layers: readonly string[];
  /** Who made each layer; undefined for layers of which that is not known on this machine. */
  readonly origins: readonly (LayerOrigin | undefined)[];
  /** Folder of a project as a command takes it; the name of one that is not in the workspace. */
  readonly place: (image: string) => string;
}

/** For people: `golden, step 4 (shell clamav.sh)`. */
export function formatLayer({ layers, origins }: Pick<GateView, 'layers' | 'origins'>, at: number): string {
  const origin = origins[at];
  if (origin) return `${origin.image}, step ${origin.step} (${origin.label})`;
  return `layer ${at + 1} of ${layers.length} (${layers[at]?.slice(0, SHOWN) ?? 'not there'})`;
}

/** So much of a digest tells it from others. */
const SHOWN = 'sha256:'.length + 12;
