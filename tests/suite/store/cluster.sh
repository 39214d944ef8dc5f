#!/bin/sh
# Starts a PostgreSQL cluster in a folder of its own, prints the folder of its socket, restarts it at each line of
# standard input, and stops it and removes the folder when that ends. It listens on no network, and as it is thrown away
# it waits for no disk. With a size, such as 64m, its data is on a disk of its own of that size, in memory, which the line
# "room" makes larger; that takes root, or a kernel that lets anybody have a name space of their own.
set -eu
if [ $# -gt 0 ] && [ -z "${CIP_BRIEF_TEST_DISK:-}" ]; then
  if [ "$(id -u)" = 0 ]; then
    CIP_BRIEF_TEST_DISK=root exec unshare --mount "$0" "$@"
  fi
  CIP_BRIEF_TEST_DISK=anybody exec unshare --map-root-user --mount "$0" "$@"
fi
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")
folder=$(mktemp -d)
mkdir "$folder/data"
[ $# = 0 ] || mount -t tmpfs -o "size=$1" tmpfs "$folder/data"
# PostgreSQL refuses to run as root, and as what is called root in a name space.
if [ "${CIP_BRIEF_TEST_DISK:-}" = anybody ]; then
  as() { unshare --user --map-user=1000 --map-group=1000 "$@"; }
elif [ "$(id -u)" = 0 ]; then
  chown -R postgres "$folder"
  as() { setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
else
  as() { "$@"; }
fi
chmod 700 "$folder/data"
stop() {
  as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  umount "$folder/data" 2>/dev/null || true
  rm -rf "$folder"
}
trap stop EXIT
cd "$folder"
# Small parts of its log of writes, so that it fits a small disk.
segments=
[ $# = 0 ] || segments=--wal-segsize=1
# shellcheck disable=SC2086 # one word or none
as "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 $segments --no-sync >"$folder/log" 2>&1 ||
  { cat "$folder/log" >&2; exit 1; }
[ $# = 0 ] || printf 'min_wal_size = 2MB\nmax_wal_size = 4MB\n' >>"$folder/data/postgresql.conf"
start() {
  as "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w start \
    -o "-k $folder -c listen_addresses='' -c fsync=off -c max_connections=200" >"$folder/log" 2>&1 </dev/null ||
    { cat "$folder/log" "$folder/data/log" >&2; exit 1; }
}
start
echo "$folder"
while read -r line; do
  [ "$line" != room ] || mount -t tmpfs -o remount,size=1g tmpfs "$folder/data"
  # It may have gone down by itself.
  as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  start
  echo restarted
done
