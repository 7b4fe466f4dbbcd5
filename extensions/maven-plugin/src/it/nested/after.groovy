def log = new File(basedir, 'build.log').text
assert log.contains('| [ERROR] Failed to execute goal dev.loopgen:loopgen-maven-plugin')
assert log.contains('This build is a command of a loop that is being run, so loopgen does not start again.')
assert log.contains('FAIL again: 0 of 1 command passed')
assert log.contains('PASS once: 1 of 1 command passed')
assert log.count('running mvn -o -B -ntp verify') == 2
assert new File(basedir, '.loopgen/audit.jsonl').readLines().size() == 2
return true
