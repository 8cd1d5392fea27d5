import type { OsRelease } from './os-release';
import type { Package } from './package';
import { formatPackageUrl } from './package-url';

const debian: OsRelease = { id: 'debian', version: '12', codename: 'bookworm', title: '' };

function make(given: Partial<Package>): Package {
  return {
    ecosystem: 'deb',
    name: 'attr',
    version: '1',
    licenses: [],
    location: '',
    needs: [],
    provides: [],
    ...given,
  };
}

test.each<[string, Partial<Package>, OsRelease | undefined]>([
  [
    'pkg:deb/debian/attr@1:2.4.47-2%2Bb1?arch=amd64&distro=debian-12',
    { version: '1:2.4.47-2+b1', architecture: 'amd64' },
    debian,
  ],
  [
    'pkg:deb/debian/libc6@2.36-9~deb12?distro=debian-12&upstream=glibc',
    { name: 'libc6', version: '2.36-9~deb12', source: { name: 'glibc', version: '2.36-9~deb12' } },
    debian,
  ],
  [
    'pkg:deb/debian/libgcc-s1@12.2-14%2Bb1?distro=debian-12&upstream=gcc-12%4012.2-14',
    { name: 'libgcc-s1', version: '12.2-14+b1', source: { name: 'gcc-12', version: '12.2-14' } },
    debian,
  ],
  ['pkg:deb/debian/libstdc%2B%2B6@1?distro=debian', { name: 'libstdc++6' }, { id: 'debian', title: '' }],
  ['pkg:deb/linux/attr@1', {}, undefined],
  [
    'pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25&epoch=1',
    { ecosystem: 'rpm', name: 'curl', version: '1:7.50.3-1.fc25', architecture: 'i386' },
    { id: 'fedora', version: '25', title: '' },
  ],
  [
    'pkg:apk/alpine/apk@2.12.9-r3?arch=x86&distro=alpine-3.18.4',
    { ecosystem: 'apk', name: 'apk', version: '2.12.9-r3', architecture: 'x86' },
    { id: 'alpine', version: '3.18.4', title: '' },
  ],
  [
    'pkg:npm/%40angular/animation@12.3.1',
    { ecosystem: 'npm', name: '@angular/animation', version: '12.3.1' },
    debian,
  ],
  ['pkg:pypi/django-allauth@12.23', { ecosystem: 'pypi', name: 'Django_Allauth', version: '12.23' }, debian],
])('%s', (url, given, os) => {
  expect(formatPackageUrl(make(given), os)).toBe(url);
});
