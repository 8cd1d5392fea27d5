/** When a process is killed: its call was not carried out yet, or it was, and nobody has answered. */
export const MOMENTS = ['before', 'after'] as const;
export type Moment = (typeof MOMENTS)[number];
