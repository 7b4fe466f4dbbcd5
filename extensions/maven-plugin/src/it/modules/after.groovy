def log = new File(basedir, 'build.log').text
assert log.contains('There is no ledger, so nothing is proven.')
assert log.count('REFUSED  tree ') == 1
assert log.count("running grep -rq 'bette[r]'") == 1
assert log.count('ACCEPTED  tree ') == 2
assert log.count('Acts once, for the last module') == 2 * 2
assert new File(basedir, '.loopgen/audit.jsonl').readLines().size() == 1
assert !new File(basedir, 'first/.loopgen').exists()
return true
