# A history of 17,000 officers in 1,417 teams over 13 weeks, made up by a simple rule.
function monday(back,  start) { return strftime("%Y-%m-%d", 1794787200 - back * 604800, 1) }
BEGIN {
  print "week,officer,name,grade,region,pdu,team,cases,work_minutes,available_minutes,limit_percent,weights,format"
  for (back = 12; back >= 0; back--) {
    week = monday(back)
    for (at = 0; at < 17000; at++) {
      team = int(at / 12)
      work = 3000 + (at * 7919) % 5500 + ((at + back) * 31) % 600
      printf "%s,N%05d,Name %d,PO,Region %d,PDU %d,Team %d,%d,%d,6526.8,110,hmpps-2021,1\n", \
        week, at, at, int(team / 120), int(team / 12), team, 20 + at % 40, work
    }
  }
}
