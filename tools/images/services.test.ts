import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe.each(['catalog-api', 'orders-api'])('%s', (service) => {
  const template = read(`apps/${service}/image.pkr.hcl`);
  const unit = read(`images/webapp/files/usr/local/lib/systemd/system/${service}.service`);
  const settings = read(`images/webapp/files/etc/webapp/${service}.env`);

  test('the unit in webapp runs the command of the container image', () => {
    const command = JSON.parse(/cmd += (\[.*\])/.exec(template)?.[1] ?? '[]') as string[];
    expect(/^ExecStart=(.*)$/m.exec(unit)?.[1]).toBe(command.join(' '));
  });

  test('webapp and the container image agree on the port', () => {
    const exposed = /expose += \["(\d+)\/tcp"\]/.exec(template)?.[1];
    expect(/^PORT=(.*)$/m.exec(settings)?.[1]).toBe(exposed);
  });

  test('the unit runs out of the tree that webapp copies', () => {
    expect(read('images/webapp/image.pkr.hcl')).toContain(`"/var/lib/webapp/${service}/rootfs"`);
    expect(unit).toContain(`RootDirectory=/var/lib/webapp/${service}/rootfs\n`);
  });
});
