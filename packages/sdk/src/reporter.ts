/** Where a part says what it is doing. Every line passes the secret filter before anyone sees it. */
export interface Reporter {
  /** A line of progress for people ("Installing packages"). */
  say(message: string): void;
  /** Output of a command, as it came. */
  output(stream: 'stdout' | 'stderr', data: Buffer): void;
  warn(message: string): void;
  /** A transfer or wait of known or unknown size; calling it again with the same `id` moves it on. */
  progress(update: {
    readonly id: string;
    readonly label: string;
    readonly done: number;
    readonly total?: number;
    readonly unit: 'bytes' | 'items';
  }): void;
}
