const { rmSync } = require('node:fs');

/** Ends this process when the one that started it is gone, however that ended: its end of the pipe closes then. */
process.stdin
  .once('end', () => {
    rmSync(process.env.STRATA_AZURITE_FOLDER, { recursive: true, force: true });
    process.exit();
  })
  .resume();
