#!/bin/sh
# Sends every log line to LOG_HOST as well, over TCP; with no host there is no rule, which the file says, and no
# connection.
set -eu

rule=/etc/rsyslog.d/90-forward.conf
if [ -z "${LOG_HOST:-}" ]; then
  echo '# No log_host was named when this image was built: logs stay here.' > "$rule"
  exit 0
fi

# The queue goes to disk while the host does not answer: no log line is lost, up to 256 MB, and no program waits. Not
# even when it is full, for which rsyslog would hold up every line by two seconds.
cat > "$rule" <<RULE
action(
  type="omfwd" target="$LOG_HOST" port="${LOG_PORT:-514}" protocol="tcp"
  queue.type="LinkedList" queue.filename="forward" queue.maxDiskSpace="256m" queue.saveOnShutdown="on"
  queue.timeoutEnqueue="0"
  action.resumeRetryCount="-1"
)
RULE
