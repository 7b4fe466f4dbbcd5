def log = new File(basedir, 'build.log').text
assert log.contains('The gate refuses the tree.')
assert log.contains('ACCEPTED  tree ')
assert log.contains('PASS tests: 1 of 1 command passed, 1 file changed since the base')
assert log.count('REFUSED  tree ') == 1
assert log.contains('INTACT The chain of 1 entry is intact.')
def reports = new File(basedir, 'target/surefire-reports').listFiles().findAll { it.name.endsWith('.xml') }
assert reports.size() == 1 && reports[0].text.contains('tests="1"')
assert new File(basedir, '.loopgen/audit.jsonl').readLines().size() == 1
return true
