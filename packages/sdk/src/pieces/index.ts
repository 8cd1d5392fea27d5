export { cut } from './cut';
export { mapInOrder } from './map-in-order';
export { makeSeekable, pieceLength } from './seekable-zstd';
