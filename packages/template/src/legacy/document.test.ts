import { getPlaces } from '../testing/load';
import { parseDocument } from './document';

describe('parseDocument', () => {
  it('tells every name that is given twice, at any depth, and goes on with the first', () => {
    const { value, diagnostics } = parseDocument('{"a": [{"b": 1, "b": 2}],\n"a": 2, "a": 3}', 'x.json');
    expect(value).toMatchObject({
      members: [{ name: { string: 'a' }, value: { items: [{ members: [{ name: { string: 'b' } }] }] } }],
    });
    expect(getPlaces(diagnostics)).toEqual(['TPL010 x.json:1:17', 'TPL010 x.json:2:1', 'TPL010 x.json:2:9']);
  });

  it('tells comments of one name, too, as Packer does', () => {
    const { diagnostics } = parseDocument('{"_c": 1, "_c": 2}', 'x.json');
    expect(getPlaces(diagnostics)).toEqual(['TPL010 x.json:1:11']);
    expect(diagnostics[0]?.hint).toBe('Comments need names of their own: "_c1", "_c2".');
  });

  it('makes nothing of what is not JSON', () => {
    const { value, diagnostics } = parseDocument('{"a": 1,}', 'x.json');
    expect(value).toBeUndefined();
    expect(getPlaces(diagnostics)).toEqual(['HCL508 x.json:1:8']);
  });
});
