#!/bin/bash
# Runs on each machine of the cluster before its programs start. Nothing here ends a start: a run without it is slower, not wrong.
sudo install -d -m 1777 /mnt/pomona
# Spark finds a native LAPACK by these names; the fit then takes a third of the time.
if sudo dnf install -y -q openblas; then
    openblas=$(find /usr/lib64 -name 'libopenblas.so.0' -o -name 'libopenblasp.so.0' | head -n 1)
    for name in liblapack.so.3 libblas.so.3; do
        [ -n "$openblas" ] && [ ! -e "/usr/lib64/$name" ] && sudo ln -s "$openblas" "/usr/lib64/$name"
    done
    sudo ldconfig
fi
exit 0
