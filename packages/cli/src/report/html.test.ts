import { element, Html } from './html';

test('texts and attributes are escaped wherever they stand', () => {
  const evil = `"><script>alert('x')</script>&`;
  expect(element('p', { class: evil }, evil).toString()).toBe(
    '<p class="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</p>',
  );
  expect(Html.page({ title: evil, style: '', body: [] }).toString()).not.toContain('<script>');
});

test('elements stand in elements as they are, in lists too', () => {
  const items = ['a', 'b'].map((text) => element('li', {}, text));
  expect(element('ul', {}, items, undefined).toString()).toBe('<ul><li>a</li><li>b</li></ul>');
});

test('an attribute without a value is left out', () => {
  expect(element('td', { colspan: undefined, class: 'x' }, 0).toString()).toBe('<td class="x">0</td>');
});
