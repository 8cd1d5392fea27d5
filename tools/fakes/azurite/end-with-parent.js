/** Ends this process when the one that started it is gone, however that ended: its end of the pipe closes then. */
process.stdin.once('end', () => process.exit()).resume();
