/** Bytes in pieces of one length; the last may be shorter, and there is none for no bytes. */
export async function* cut(bytes: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    kept.push(chunk);
    size += chunk.length;
    if (size < length) continue;
    const all = Buffer.concat(kept, size);
    const whole = size - (size % length);
    for (let at = 0; at < whole; at += length) yield all.subarray(at, at + length);
    kept = [all.subarray(whole)];
    size -= whole;
  }
  if (size > 0) yield Buffer.concat(kept, size);
}
