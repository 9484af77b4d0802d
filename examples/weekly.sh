#!/bin/sh
# The weekly report, for cron:
#
#     0 7 * * 1-5  /srv/wmt/weekly.sh /srv/wmt manager@example.org
#
# In the folder, snapshots/caseload-2026-11-16.csv and the like go in. Out come reports/caseload-2026-11-16.csv, and
# history.csv with the figures of every week. A mail goes out only when somebody is excessive or may be, or was over in the week
# before and has no figure now, when a figure may be wrong, or when a snapshot could not be worked out. Whatever stands behind the address is handed on to `wmt calc`:
# --reductions reductions.csv, --staff staff.csv, --weights weights.toml.
#
# Of several files for one date, such as "caseload-2026-11-16 (1).csv", the newest by time counts, and the others are named.
#
# Safe to run again: a snapshot that has its report is left alone, and no mail is sent twice. Safe after a run that failed: a
# snapshot without a report is taken up by the next run, and recording a week again changes nothing.
set -eu

cd "$1"
to=$2
shift 2
mkdir -p reports
ended=0

# One run at a time: whoever comes second finds the reports of the first, and sends no mail again.
exec 9> .weekly.lock
flock 9
touch .mailed .taken

for file in snapshots/*; do
    case $file in
    snapshots/caseload-*.csv) ;;
    *.[cC][sS][vV] | *.tsv | *.[xX][lL][sS]* | *.[oO][dD][sS])
        echo "$file is passed over: a snapshot is called caseload-2026-11-16.csv or the like" >&2
        ;;
    esac
done
for file in snapshots/caseload-*.csv; do
    if [ ! -e "$file" ]; then
        echo "there are no snapshots/caseload-*.csv in $(pwd)" >&2
        exit 2
    fi
    # caseload-2026-11-16 of caseload-2026-11-16.csv, of "caseload-2026-11-16 (1).csv" and of caseload-2026-11-16-new.csv.
    name=$(basename "$file" .csv | sed 's/^\(caseload-[0-9]*-[0-9]*-[0-9]*\).*/\1/')
    snapshot=
    others=
    for other in "snapshots/$name.csv" "snapshots/$name"[!0-9]*.csv; do
        [ -e "$other" ] || continue
        # Of two of the same time, the last one by name.
        [ -n "$snapshot" ] && [ "$snapshot" -nt "$other" ] || snapshot=$other
    done
    # Each date is taken once, when the loop comes to its newest file.
    [ "$snapshot" = "$file" ] || continue
    for other in "snapshots/$name.csv" "snapshots/$name"[!0-9]*.csv; do
        [ ! -e "$other" ] || [ "$other" = "$snapshot" ] || others="$others $(basename "$other"),"
    done
    # A copy may keep the time of its export, so the name and the bytes tell whether a file is the one that has its report.
    taken="$name $(cksum < "$snapshot") $(basename "$snapshot")"
    if [ -e "reports/$name.csv" ]; then
        grep -qxF "$taken" .taken && continue
        # A report from before there were such marks.
        if ! grep -qF "$name " .taken && [ ! "$snapshot" -nt "reports/$name.csv" ]; then
            echo "$taken" >> .taken
            continue
        fi
    fi

    # What is said is kept out of files, so that a full disk cannot empty the mail.
    status=0
    text=$(wmt calc "$snapshot" --history history.csv --record "$@" \
        --quiet --exit-code --output "reports/.$name.csv" 2>&1) || status=$?

    # What is said of the recorded week again, and what was said only while it was recorded: beside the file that it replaces.
    after=$(wmt calc "$snapshot" --history history.csv "$@" --output /dev/null 2>&1) || true
    # It is kept until it is mailed, because the next run would not say it again.
    said=".said-$name-$(cksum < "$snapshot" | tr ' ' -)"
    if [ "$status" -eq 1 ] || [ "$status" -eq 3 ]; then
        printf '%s\n' "$text" | grep -vxF "$after" >> "$said" || true
    fi
    first=$([ ! -e "$said" ] || awk '!said[$0]++' "$said")
    # A newer file for a date may have other teams than the one before, which only the history has then.
    apart=$(printf '%s\n' "$after" |
        sed -n 's/^[^:]*: notice: \(.* in the history of the week .* not in this report\).*/\1/p')
    # The export of last week under this week's name has no other sign where its rows have no dates. A few rows may well stay the same.
    same=$(grep -F " $(cksum < "$snapshot") " .taken | grep -vF "$name " | tail -n 1 | cut -d ' ' -f 4-) || true
    [ "$(wc -l < "$snapshot")" -gt 20 ] && [ -e "snapshots/$same" ] || same=
    [ -z "$same" ] || same="$(basename "$snapshot") has the same bytes as $same; is it the export of another week?"
    [ "$status" -ne 0 ] || [ -z "$apart$first$same" ] || status=3

    # 0: nobody is excessive. 1: somebody is, or may be, or was over and is gone. 3: nobody is, but a figure may be wrong. Anything else: nothing was
    # worked out and nothing recorded.
    # The mark says what was mailed: of which date and which week, so that a new file that has the rows of an old week is mailed too,
    # and in which words, so that a newer file for a date is mailed where it says something else.
    week=$([ "$status" -eq 2 ] || sed -n '2s/,.*//p' "reports/.$name.csv")
    case $status in
    0) subject= ;;
    1) subject="Excessive, possible or gone: $name" mark="1 $week $name" ;;
    3) subject="Figures to look at: $name" mark="3 $week $name" ;;
    *) subject="No workload report: $name" mark="2 $name $(cksum < "$snapshot")" ;;
    esac
    if [ "$status" -eq 1 ] || [ "$status" -eq 3 ]; then
        # The parts of the report are its heading, the rows and the summary. The summary is read first.
        text=$(wmt calc "$snapshot" --history history.csv "$@" --quiet 2>/dev/null |
            awk 'BEGIN { RS = "" } { part[NR] = $0 } END { print part[1] "\n\n" part[3] "\n\n" part[2] }')
        for line in "$apart" "$first" "$same"; do
            [ -z "$line" ] || text="$line

$text"
        done
        mark="$mark $(printf '%s' "$text" | cksum)"
    fi
    if [ -n "$others" ]; then
        told="$(basename "$snapshot") is the newest file for its date; left out:${others%,}"
        echo "$told" >&2
        text="$told

$text"
    fi
    if [ -n "$subject" ] && ! grep -qxF "$mark" .mailed; then
        if printf '%s\n' "$text" | mail -s "$subject" "$to"; then
            echo "$mark" >> .mailed
        else
            echo "the mail could not be sent: $subject" >&2
            status=2
        fi
    fi

    # The report stands for all that is done: without it, the next run does it again.
    if [ "$status" -eq 0 ] || [ "$status" -eq 1 ] || [ "$status" -eq 3 ]; then
        mv "reports/.$name.csv" "reports/$name.csv"
        grep -vF "$name " .taken > .taken.new || true
        echo "$taken" >> .taken.new
        mv .taken.new .taken
        rm -f ".said-$name"-*
    else
        rm -f "reports/.$name.csv"
        ended=2
    fi
done

exit "$ended"
