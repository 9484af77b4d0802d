#!/bin/sh
# The weekly report, for cron:
#
#     0 7 * * 1  /srv/wmt/weekly.sh /srv/wmt manager@example.org
#
# In the folder, snapshots/caseload-2026-11-16.csv and the like go in. Out come reports/caseload-2026-11-16.csv, and
# history.csv with the figures of every week. A mail goes out only when somebody is over for four weeks or may be, when
# a figure may be wrong, or when a snapshot could not be worked out. Whatever stands behind the address is handed on to `wmt calc`:
# --reductions reductions.csv, --staff staff.csv, --weights weights.toml.
#
# Safe to run again: a snapshot that has its report is left alone. Safe after a run that failed: a snapshot without a
# report is taken up by the next run, and recording a week again changes nothing.
set -eu

cd "$1"
to=$2
shift 2
mkdir -p reports
ended=0

# One run at a time: whoever comes second finds the reports of the first, and sends no mail again.
exec 9> .weekly.lock
flock 9

for snapshot in snapshots/caseload-*.csv; do
    if [ ! -e "$snapshot" ]; then
        echo "there are no snapshots/caseload-*.csv in $(pwd)" >&2
        exit 2
    fi
    name=$(basename "$snapshot" .csv)
    if [ -e "reports/$name.csv" ] && [ ! "$snapshot" -nt "reports/$name.csv" ]; then
        continue
    fi

    # What is said is kept out of files, so that a full disk cannot empty the mail.
    status=0
    text=$(wmt calc "$snapshot" --history history.csv --record "$@" \
        --quiet --exit-code --output "reports/.$name.csv" 2>&1) || status=$?

    # 0: nobody is over for four weeks. 1: somebody is, or may be. 3: nobody is, but a figure may be wrong. Anything else:
    # nothing was worked out and nothing recorded.
    subject=
    case $status in
    0) ;;
    1) subject="Over for four weeks: $name" ;;
    3) subject="Figures to look at: $name" ;;
    *) subject="No workload report: $name" ;;
    esac
    if [ -n "$subject" ] && [ "$status" -ne 2 ]; then
        text=$(wmt calc "$snapshot" --history history.csv "$@" --quiet 2>&1)
    fi
    if [ -n "$subject" ] && ! printf '%s\n' "$text" | mail -s "$subject" "$to"; then
        echo "the mail could not be sent: $subject" >&2
        status=2
    fi

    # The report stands for all that is done: without it, the next run does it again.
    if [ "$status" -ne 2 ]; then
        mv "reports/.$name.csv" "reports/$name.csv"
    else
        rm -f "reports/.$name.csv"
        ended=2
    fi
done

exit "$ended"
