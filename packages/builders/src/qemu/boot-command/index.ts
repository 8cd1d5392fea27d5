export type { KeyAction } from './action';
export { getKeyInterval } from './key-interval';
export { parseBootCommand, parseBootSteps } from './parse';
export type { VncAddress } from './rfb/connect';
export { type TypeRequest, typeBootCommand } from './type';
