#!/usr/bin/env bash
# Fills the corpus of each target with the small files of `examples` and `tests`, and with what begins a new one.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p corpus/{caseload,weights,history,reductions}

# Copies files into a corpus; of long ones the first lines.
seed() {
    local corpus=$1 file
    shift
    for file in "$@"; do
        head -n 100 "$file" > "corpus/$corpus/$(basename "$file")"
    done
}

seed caseload ../../examples/caseload.csv ../../examples/ministry-*.csv ../checks/*.csv
seed weights weights.toml ../../examples/weights-ours.toml ../faults/*.toml
seed history ../faults/history_*.csv
seed reductions ../../examples/reductions.csv ../faults/{reduction,list}*_*.csv
for file in ../faults/*.csv; do
    case $(basename "$file") in
        history_* | reduction* | staff_* | list_*) ;;
        *) seed caseload "$file" ;;
    esac
done
