#!/usr/bin/env bash
# Meets the indexer with what goes wrong in earnest: odd names, damaged, huge and forbidden files, forbidden folders, a full
# disk. Prints the exit code and the last line of each run and fails where the code is not the one of docs/indexer.md. Needs
# root, to mount small disks and to run the indexer as a user who may not read everything.
#
#     deploy/bench/failures.sh PHOTOS
#
# PHOTOS has folders of two labels or more, with some 40 photos each.
set -euo pipefail
photos=$(cd "${1:?usage: deploy/bench/failures.sh PHOTOS}" && pwd)
repository=$(cd "$(dirname "$0")/../.." && pwd)
program=$repository/batch-indexer/target/pomona-indexer
nobody=65534
work=$(mktemp -d)
clean_up() {
    ! mountpoint -q "$work/disk" || umount "$work/disk"
    rm -rf "$work"
}
trap clean_up EXIT

try() { # expected exit code, what is tried, options
    local code=0
    setpriv --reuid=$nobody --regid=$nobody --clear-groups \
        env HOME="$work/home" POMONA_CACHE="${cache:-$work/cache}" \
        java -jar "$work/program/pomona-indexer.jar" index --components 20 "${@:3}" >"$work/log" 2>&1 || code=$?
    printf '%-45s exit %2d  %s\n' "$2" "$code" "$(tail -n 1 "$work/log" | cut -c 1-150)"
    [ "$code" = "$1" ] || { tail -n 30 "$work/log"; exit 1; }
}
disk() { # size
    mount -t tmpfs -o "size=$1,mode=777" tmpfs "$work/disk"
}

chmod 755 "$work"
mkdir "$work/disk" "$work/none" "$work/one" "$work/few"
mkdir -m 777 "$work/home" "$work/index" "$work/cache"
mkdir -m 555 "$work/closed"
cp -r "$program" "$work/program"
cp -r "$photos" "$work/photos"
label=$(ls "$photos" | head -n 1)
some=$(find "$photos/$label" -type f | sort | head -n 1)
cp -r "$photos/$label" "$work/one/"
for name in $(ls "$photos" | head -n 2); do
    mkdir "$work/few/$name"
    find "$photos/$name" -type f | head -n 6 | xargs -I{} cp {} "$work/few/$name"
done

odd="$work/photos/a = b é 果物 %20"
cp -r "$photos/$label" "$odd"
cp "$some" "$odd/c = 1 % ü#?.jpg"
: >"$odd/empty.jpg"
echo text >"$odd/text.jpg"
head -c 3000 "$some" >"$odd/cut.jpg"
truncate -s 70M "$odd/huge.jpg"
cp "$some" "$odd/secret.jpg"
mkdir "$odd/locked"
chmod -R a+rX "$work/photos" "$work/one" "$work/few" "$work/program"
chmod 000 "$odd/secret.jpg" "$odd/locked"

try 0 "odd names, unusable and forbidden files" --photos "$work/photos" --index "$work/index/all" --max-reject-share 0.5
grep -q ' 6 rejected' "$work/log" || { echo "not all of the six are rejects"; exit 1; }
try 13 "a share of rejects" --photos "$work/photos" --index "$work/index/share" --max-reject-share 0.01
try 14 "an index that must not be written" --photos "$work/photos" --index "$work/closed/index"
try 14 "photos that must not be listed" --photos "$odd/locked" --index "$work/index/locked"
try 3 "photos that are not there" --photos "$work/nowhere" --index "$work/index/nowhere"
try 10 "no photos" --photos "$work/none" --index "$work/index/none"
try 11 "one label" --photos "$work/one" --index "$work/index/one"
try 12 "fewer photos than components" --photos "$work/few" --index "$work/index/few"
for size in 600k 1500k; do
    disk "$size"
    try 15 "a disk of $size for the index" --photos "$work/photos" --index "$work/disk/index"
    [ -z "$(find "$work/disk/index/versions" -type f)" ] || { echo "an incomplete version is left"; exit 1; }
    umount "$work/disk"
done
disk 20m
cache=$work/disk/cache try 15 "a disk of 20m for TensorFlow" --photos "$work/photos" --index "$work/index/cache"
