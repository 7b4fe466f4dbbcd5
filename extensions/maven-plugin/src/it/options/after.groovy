def log = new File(basedir, 'build.log').text
assert log.contains('loopgen.adoptSpec is set in .mvn/maven.config')
assert !new File(basedir, '.loopgen/audit.jsonl').exists()
return true
