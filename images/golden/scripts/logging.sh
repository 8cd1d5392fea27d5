#!/bin/sh
# Sends every log line to LOG_HOST as well, over TCP; with no host there is no rule, and no connection.
set -eu

rule=/etc/rsyslog.d/90-forward.conf
if [ -z "${LOG_HOST:-}" ]; then
  rm -f "$rule"
  exit 0
fi

# The queue goes to disk while the host does not answer: no log line is lost and no program waits.
cat > "$rule" <<RULE
action(
  type="omfwd" target="$LOG_HOST" port="${LOG_PORT:-514}" protocol="tcp"
  queue.type="LinkedList" queue.filename="forward" queue.maxDiskSpace="256m" queue.saveOnShutdown="on"
  action.resumeRetryCount="-1"
)
RULE
