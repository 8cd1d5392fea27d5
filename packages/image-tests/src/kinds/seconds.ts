const MILLISECONDS = 1000;

/** Whole seconds: the `timeout` of busybox knows no parts of them. */
export function getSeconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / MILLISECONDS));
}
