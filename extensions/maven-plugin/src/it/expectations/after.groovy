def log = new File(basedir, 'build.log').text
assert log.contains('is not the one of the base')
assert log.contains('to adopt it: -Dloopgen.adoptSpec=sha256:79fcc58dc9ebb9ac9d84648d1eb6c1d96f3e36d02ef461ddf193dd98fa822822')
assert log.contains('loopgen.adoptSpec is set in the POM')
assert log.contains('loopgen.trustRef is set in the POM')
assert log.contains('loopgen.project is set in the POM')
assert log.contains('loopgen.skip counts only in a build that is a command of a loop.')
assert log.contains('loopgen.require is other on the command line and content in the POM')
assert log.contains('The gate refuses the tree.')
assert log.contains('PASS content: 1 of 1 command passed')
assert log.count('BUILD SUCCESS') == 2
assert log.count('BUILD FAILURE') == 7
return true
