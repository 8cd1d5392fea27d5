import { quoteWord } from '@strata/sdk';
import { type Findings, getField, getSubject, type Kind, unknown, value } from '../checks/kind';

/** With systemd what it says, otherwise OpenRC and the links of System V, as in goss. */
const HELPERS = `
ask_service() {
  if [ -d /run/systemd/system ] || { has systemctl && ! has rc-service; }; then
    field enabled
    systemctl -q is-enabled "$1" >/dev/null 2>&1 && echo true
    if [ -d /run/systemd/system ]; then
      field running
      systemctl -q is-active "$1" >/dev/null 2>&1 && echo true
    fi
    return
  fi
  field runlevels
  for link in /etc/runlevels/*/"$1" /etc/rc*.d/S[0-9][0-9]"$1"; do
    [ -e "$link" ] || [ -L "$link" ] || continue
    level=\${link%/*}
    level=\${level##*/}
    case $level in rc*.d) level=\${level#rc} level=\${level%.d} ;; esac
    echo "$level"
  done
  if has rc-service; then
    field running
    rc-service "$1" status >/dev/null 2>&1 && echo true
  elif has service && [ -x "/etc/init.d/$1" ]; then
    field running
    service "$1" status >/dev/null 2>&1 && echo true
  elif [ -d /etc/init.d ]; then
    field running
  fi
}`;

export const serviceKind: Kind = {
  label: 'Service',
  subject: 'name',
  settings: { name: 'text' },
  attributes: { enabled: 'value', running: 'value', runlevels: 'value' },
  required: [],
  helpers: HELPERS,
  getQuestions: (check) => ({ service: `ask_service ${quoteWord(getSubject(serviceKind, check))}` }),
  getFindings: (_, { service }): Findings => {
    const levels = getField(service, 'runlevels').split('\n').filter(Boolean);
    const bySystemd = service?.fields['enabled'];
    const nobody = 'No service manager runs in the guest: systemd, OpenRC and System V were looked for.';
    return {
      enabled: value(bySystemd === undefined ? levels.length > 0 : bySystemd.startsWith('true')),
      running:
        service?.fields['running'] === undefined
          ? unknown(nobody)
          : value(getField(service, 'running') === 'true'),
      runlevels: bySystemd === undefined ? value(levels) : unknown('systemd has no run levels.'),
    };
  },
};
