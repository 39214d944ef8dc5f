#!/bin/sh
# Starts a PostgreSQL cluster in a folder of its own, prints the folder of its socket, restarts it at each line of
# standard input, and stops it and removes the folder when that ends. It listens on no network, and as it is thrown away it waits for no disk.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")
folder=$(mktemp -d)
# PostgreSQL refuses to run as root.
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as() { setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
else
  as() { "$@"; }
fi
stop() {
  as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
cd "$folder"
as "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --no-sync >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
start() {
  as "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w start \
    -o "-k $folder -c listen_addresses='' -c fsync=off -c max_connections=200" >"$folder/log" 2>&1 </dev/null ||
    { cat "$folder/log" "$folder/data/log" >&2; exit 1; }
}
start
echo "$folder"
while read -r _; do
  as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
  start
  echo restarted
done
