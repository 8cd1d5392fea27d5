import { defineSchema } from '@strata/sdk';

/** What the machine starts from. Source: Packer's documentation, "ISO Configuration". */
export const isoFields = defineSchema({
  options: {
    iso_url: {
      type: 'string',
      affects: 'run',
      doc: 'Address or path of the ISO, or of a disk with `disk_image`.',
    },
    iso_urls: { type: { list: 'string' }, affects: 'run', doc: 'Several of them, tried in order.' },
    iso_checksum: {
      type: 'string',
      affects: 'result',
      doc: '`md5:`, `sha1:`, `sha256:` or `sha512:` and the digits, the digits alone, `file:` and where they are written, or `none`.',
    },
    iso_target_path: {
      type: 'string',
      affects: 'run',
      doc: 'Where the download is put. By default in `PACKER_CACHE_DIR`.',
    },
    iso_target_extension: {
      type: 'string',
      affects: 'run',
      default: 'iso',
      doc: 'End of its name in the cache.',
    },
    iso_skip_cache: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: 'Uses the file at `iso_url` where it is, unchecked.',
    },
  },
});
