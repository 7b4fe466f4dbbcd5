def log = new File(basedir, 'build.log').text
assert log.contains('The change did not pass.')
assert log.contains('refused: Command `grep -rq ')
assert log.contains('FAIL content: 0 of 1 command passed')
assert log.contains('The gate refuses the tree.')
assert log.contains('loopgen.skip counts only in a build that is a command of a loop.')
assert log.contains('has no loop "nothing". The loops there: content.')
assert log.count('MojoFailureException') == 2
assert log.count('MojoExecutionException') == 2
return true
