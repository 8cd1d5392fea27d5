import { describeBothSyntaxes } from '../testing/describe-both-syntaxes';

describeBothSyntaxes('templates of the public, written in JSON', 1);
