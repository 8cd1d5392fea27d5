/** An end for each slow test, so that one that hangs fails by itself; nothing is measured by it. Jest reads
 * `testTimeout` only at the top of its configuration, so it cannot be set for one project there. */
jest.setTimeout(300_000);
