def log = new File(basedir, 'build.log').text
assert log.count('running grep -q better second/text.txt') == 1
assert log.count('ACCEPTED  tree ') == 3
assert log.count('INTACT ') == 3
assert log.count('Acts once, for the last module') == 2 * 2 * 2
assert new File(basedir, '.loopgen/audit.jsonl').readLines().size() == 1
assert !new File(basedir, 'first/.loopgen').exists()
return true
