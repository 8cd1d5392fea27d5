/** One call that came, whatever became of it. */
export interface LoggedCall {
  readonly at: Date;
  /** As in signatures: `ec2`, `ebs`. */
  readonly service: string;
  readonly action: string;
  readonly region: string;
  readonly account: string;
  /** As decoded; bytes of blocks are left out. */
  readonly input: unknown;
  /** Code of the refusal, or `reset` and `hang` of a fault. */
  readonly error?: string;
  /** Whether the call was to change something: neither a question nor a dry run. */
  readonly mutating: boolean;
}

export interface CallLog {
  readonly calls: readonly LoggedCall[];
  add(call: LoggedCall): void;
  /** Calls of one action. */
  of(action: string): readonly LoggedCall[];
  mutating(): readonly LoggedCall[];
  reading(): readonly LoggedCall[];
  clear(): void;
}

/** An empty log. */
export function createCallLog(): CallLog {
  let calls: LoggedCall[] = [];
  return {
    get calls() {
      return calls;
    },
    add(call) {
      calls.push(call);
    },
    of: (action) => calls.filter((call) => call.action === action),
    mutating: () => calls.filter(({ mutating }) => mutating),
    reading: () => calls.filter(({ mutating }) => !mutating),
    clear() {
      calls = [];
    },
  };
}

/** Actions that only ask. AssumeRole changes nothing that could be counted as left behind. */
export function isReading(action: string): boolean {
  return /^(Describe|Get|List|Decode|AssumeRole|Simulate)/.test(action);
}
