def log = new File(basedir, 'build.log').text
assert log.contains('wrote .loopgen/loopgen.loop.yaml')
assert log.contains('wrote AGENTS.md')
assert log.contains('There is a spec already, .loopgen/loopgen.loop.yaml; nothing was written.')
assert log.contains('NOT INTACT There is no ledger, so nothing is proven.')
assert log.count('MojoExecutionException') == 1
assert new File(basedir, '.loopgen/loopgen.loop.yaml').text.contains('mvn -B -ntp test')
assert !new File(basedir, '.claude').exists()
return true
