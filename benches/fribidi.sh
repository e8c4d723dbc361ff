#!/bin/sh
# `khabar text` and `fribidi` on the same Arabic text -> how many times the one is as fast as the other.
#
#   cargo build --release && benches/fribidi.sh [RUNS]
#
# The seeds, repeated to about 10 MB, go through both as standard input at 80 columns, one run of the
# one after one run of the other, RUNS times (default 21); first into /dev/null, then into a file. Time
# is processor time, user and system, and elapsed time; the ratio is that of the medians.
set -eu
runs=${1:-21}
cd "$(dirname "$0")/.."
khabar=${KHABAR:-target/release/khabar}
command -v fribidi > /dev/null || { echo "fribidi is not installed (Debian: libfribidi-bin)"; exit 1; }
command -v python3 > /dev/null || { echo "python3 is not installed"; exit 1; }
[ -x "$khabar" ] || { echo "$khabar is not built: cargo build --release"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for _ in $(seq 350); do cat seeds/*.txt; done > "$work/text"
echo "$(fribidi --version | head -n 1), $("$khabar" --version), $(wc -c < "$work/text") bytes, $runs runs each"

python3 - "$runs" "$work" "$khabar" << 'EOF'
import resource, statistics, subprocess, sys, time

runs, work, khabar = int(sys.argv[1]), sys.argv[2], sys.argv[3]
commands = {"khabar": [khabar, "text", "--width", "80"], "fribidi": ["fribidi", "--width", "80"]}


def run(command, output):
    with open(f"{work}/text", "rb") as text, open(output, "wb") as rows:
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(command, stdin=text, stdout=rows, check=True)
        elapsed, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    return {"user": user, "user + system": user + system, "elapsed": elapsed}


for output in "/dev/null", f"{work}/rows":
    times = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(run(command, output))
    print(f"\ninto {'a file' if output.startswith(work) else output}")
    for kind in "user", "user + system", "elapsed":
        ms = {name: sorted(1000 * run[kind] for run in times[name]) for name in commands}
        medians = {name: statistics.median(ms[name]) for name in commands}
        each = ", ".join(f"{name} {medians[name]:.1f} ms (least {ms[name][0]:.1f})" for name in commands)
        print(f"  {kind}: {each}: {medians['fribidi'] / medians['khabar']:.1f} times")
EOF
