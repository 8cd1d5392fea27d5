import type { EntryChange } from '@strata/layers/contents';

/** All that is told of two images. Pure data: text, JSON and the page are written from it. */
export interface ImageDifference {
  /** As the user named them. */
  readonly before: string;
  readonly after: string;
  readonly packages: readonly PackageChange[];
  readonly units: readonly UnitChange[];
  readonly accounts: readonly AccountChange[];
  readonly listening: readonly ListeningChange[];
  /** Of the machines that both were tested in; absent unless both were, as they are now. */
  readonly machines?: readonly MachineListening[];
  readonly files: readonly FileChange[];
}

export interface PackageChange {
  readonly kind: 'added' | 'removed' | 'upgraded' | 'downgraded';
  readonly ecosystem: string;
  readonly name: string;
  readonly architecture?: string;
  /** Root folder of a container that lies in the image and has the package; absent for the image's own. */
  readonly inside?: string;
  readonly before?: string;
  readonly after?: string;
}

/**
 * How systemd would treat a unit at boot, as far as files say. `enabled`: an administrator's link starts it. `vendor`: a
 * link that came with a package does. `idle`: nothing starts it by itself.
 */
export type UnitState = 'enabled' | 'vendor' | 'idle' | 'masked' | 'absent';

export interface UnitChange {
  readonly unit: string;
  readonly before: UnitState;
  readonly after: UnitState;
}

export interface AccountChange {
  readonly account: 'user' | 'group';
  readonly name: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** For people, without anything secret: `shell: /bin/sh, now /usr/sbin/nologin`. */
  readonly details: readonly string[];
}

/** A port that a program would listen at. */
export interface Listener {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** Absent for all addresses of the machine. */
  readonly address?: string;
  /** Who, as far as the file says: a unit or a program. */
  readonly by: string;
  /** File that says so. */
  readonly file: string;
}

export interface ListeningChange extends Listener {
  readonly kind: 'added' | 'removed';
}

/** A socket of a started machine, `tcp 0.0.0.0:22`, whoever holds it. */
export interface MachineListening {
  readonly kind: 'added' | 'removed';
  readonly socket: string;
}

/** Why a changed file is no news: it came with a package that is told, or it is written by every build or machine anew. */
export type FileOrigin = 'own' | 'package' | 'noise';

export interface FileChange extends EntryChange {
  readonly origin: FileOrigin;
}
