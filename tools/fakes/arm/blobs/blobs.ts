/** What ARM finds where a URI leads. */
export type BlobLook =
  | { readonly kind: 'found'; readonly type: 'page' | 'block' | 'append'; readonly size: number }
  | { readonly kind: 'absent' }
  /** A signature that is wrong or has ended, or none where one is needed. */
  | { readonly kind: 'denied' }
  /** No account that this cloud knows. */
  | { readonly kind: 'foreign' };

/** As whom a blob is read: by its URI alone, or as the owner of its account. */
export type BlobReader = 'uri' | 'owner';

/** Storage, as ARM sees it. */
export interface Blobs {
  /** Where blobs of the one account are: `http://127.0.0.1:PORT/ACCOUNT`. */
  readonly accountUrl: string;
  readonly account: string;
  readonly key: string;
  look(uri: string, reader: BlobReader): Promise<BlobLook>;
  /** Bytes of one that was found. */
  read(
    uri: string,
    reader: BlobReader,
    range: { readonly offset: number; readonly count: number },
  ): Promise<Buffer>;
  /** Stretches of a page blob in which something was written. */
  listPages(uri: string): Promise<readonly { readonly offset: number; readonly count: number }[]>;
  /** Writes whole pages, 4 MiB at most. */
  write(uri: string, offset: number, content: Buffer): Promise<void>;
  /** Makes a page blob larger. @param size whole pages of 512 bytes */
  resize(uri: string, size: number): Promise<void>;
  /** An empty page blob that nobody else knows of: where a disk's content is. @returns its URI, which does not read by itself */
  makeDisk(size: number): Promise<string>;
  /** A page blob of a disk with all that is in another one, which the cloud may read whoever owns it. @returns its URI */
  copyDisk(uri: string): Promise<string>;
  /** A URI that reads, or writes, for a while. */
  share(
    uri: string,
    options: { readonly access: 'Read' | 'Write'; readonly seconds: number },
  ): Promise<string>;
  /** Ends what was shared of a disk. */
  withdraw(uri: string): Promise<void>;
}
