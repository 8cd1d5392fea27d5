import { describeBothSyntaxes } from '../testing/describe-both-syntaxes';

/** All of them take half a minute, and are for the long tests. */
const share = 4;

describeBothSyntaxes(`templates of the public, written in JSON (a sample: 1 in ${share})`, share);
