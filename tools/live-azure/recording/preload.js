/** Loaded before `strata` by `node --require`: has all that it asks Azure written into STRATA_LIVE_CALLS, a folder. */
require('../../source-loader/register');
require('./record').recordCalls(process.env.STRATA_LIVE_CALLS);
