/**
 * Gives a copy of a page blob a list of pages of its own. Azurite 3.35.0 lets it share the list of its source, so that writing
 * a copy writes its source as well; storage itself keeps them apart.
 */
const { resolve } = require('node:path');

const program = resolve(process.env.STRATA_AZURITE_PROGRAM, '..');
const { default: Store } = require(`${program}/persistence/LokiBlobMetadataStore.js`);

for (const name of ['startCopyFromURL', 'copyFromURL']) {
  const copy = Store.prototype[name];
  Store.prototype[name] = async function (...args) {
    const result = await copy.apply(this, args);
    const [, , { account: accountName, container: containerName, blob }] = args;
    const blobs = this.db.getCollection(this.BLOBS_COLLECTION);
    const made = blobs.findOne({ accountName, containerName, name: blob, snapshot: '' });
    if (made?.pageRangesInOrder) {
      made.pageRangesInOrder = structuredClone(made.pageRangesInOrder);
      blobs.update(made);
    }
    return result;
  };
}
