import type { Caller } from './state/accounts';
import type { Cloud } from './state/cloud';
import type { Region } from './state/region';

/** One call, decoded and allowed: what an action is given. */
export interface Call<Input> {
  readonly cloud: Cloud;
  readonly region: Region;
  /** The caller's account, twelve digits. */
  readonly account: string;
  readonly caller: Caller;
  readonly input: Input;
  /** Now, by the cloud's own clock. */
  readonly now: Date;
}

/** What a service does when it is asked for one thing. Refuses by throwing a `Refusal`. */
export type Action<Input, Output extends object> = (call: Call<Input>) => Output | Promise<Output>;

/** Actions by the names that AWS gives them. What a table lacks is answered with status 501. */
export type ActionTable = Readonly<Record<string, Action<never, object>>>;
