import type { Diagnostic } from '@strata/diagnostics';
import type { StartActivity } from '@strata/sdk';
import type { HandOut } from '../repack/hand-out';
import type { Repacked } from '../repack/repacked';
import type { LearnedIndexes } from './learned';
import type { PinnedArchive } from './route';

/** One user of the proxy: a base that is made, or a step. */
export interface SessionRequest {
  readonly archives: readonly PinnedArchive[];
  /** Told of what could not be served, since apt itself shows but a line of it. */
  readonly onProblem: (diagnostic: Diagnostic) => void;
  /** Reports each file that is downloaded for it. @default nothing is reported */
  readonly startActivity?: StartActivity;
  /**
   * Folder of this machine that gets the quick form of each package, named by the package's digest, before the last
   * byte of the package is sent. @default none is made
   */
  readonly quickPackages?: string;
}

/** What the proxy knows of one user. */
export interface Session extends SessionRequest {
  readonly learned: LearnedIndexes;
  readonly handOut: HandOut;
}

/** Access to the proxy, until it is closed. */
export interface ProxySession {
  /** For `Acquire::http::Proxy`; holds a word that only this session knows. */
  readonly url: string;
  close(): void;
}

/** A caching proxy for apt on 127.0.0.1. */
export interface AptProxy {
  /** Packages in a form that unpacks quickly. */
  readonly repacked: Repacked;
  open(request: SessionRequest): ProxySession;
  close(): Promise<void>;
}
