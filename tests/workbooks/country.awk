# A caseload of 17,000 officers in 1,417 teams in one week, made up by a simple rule: cases of a dozen kinds, tasks, extra
# minutes, hours that differ, and work that nobody holds.
BEGIN {
  print "officer,name,grade,region,pdu,team,contracted_hours,reduction_hours,week,case_type,tier,status,task,count,extra_minutes"
  split("A3 A2 B3 B2 B1 C3 C2 C1 D2 D1", tiers, " ")
  split("active active active active warrant active active overdue_termination active active", statuses, " ")
  for (at = 0; at < 17000; at++) {
    team = int(at / 12)
    hours = at % 7 == 3 ? "22.2" : at % 11 == 5 ? "" : "37"
    grade = at % 11 == 5 && at % 3 == 0 ? "SPO" : "PO"
    who = sprintf("N%05d,Name %d,%s,Region %d,PDU %d,Team %d,%s,%s,2026-11-16", at, at, grade, int(team / 120), int(team / 12), team, hours, at % 9 == 4 && hours ? "3.7" : "")
    for (kind = 1; kind <= 10; kind++) {
      count = (at * 7 + kind * 3) % 4
      if (count) printf "%s,%s,%s,%s,,%d,%s\n", who, kind % 2 ? "licence" : "community", tiers[kind], statuses[kind], count, (at + kind) % 50 ? "" : "12.25"
    }
    printf "%s,,,,parole_report,%d,\n", who, at % 3
  }
  for (team = 0; team < 1417; team += 5)
    printf ",,,Region %d,PDU %d,Team %d,,,2026-11-16,community,B2,,,%d,\n", int(team / 120), int(team / 12), team, team % 4 + 1
}
