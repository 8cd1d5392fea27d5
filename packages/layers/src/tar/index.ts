export {
  type ByteText,
  makeEntry,
  showByteText,
  type TarEntry,
  type TarItem,
  type TarStream,
  type TarType,
} from './entry';
export { readTar, readTarPieces } from './read';
export { writeTar } from './write';
