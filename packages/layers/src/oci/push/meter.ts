import type { Activity } from '@strata/sdk';

/** Tells how far one part is, also when some of it has to be sent again. */
export interface Meter extends Pick<Activity, 'add'> {
  /** So many bytes have arrived, whatever was sent. */
  moveTo(offset: number): void;
}

export function createMeter(activity: Pick<Activity, 'add'> | undefined): Meter {
  let done = 0;
  const add = (amount: number) => {
    done += amount;
    activity?.add(amount);
  };
  return { add, moveTo: (offset) => add(offset - done) };
}
