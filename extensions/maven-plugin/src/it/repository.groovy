// Commits a project, and lays what its directory "change" has over the work tree, uncommitted.
def project = new File(basedir as String)
def git = { String... arguments ->
  def command = ['git', '-c', 'user.name=it', '-c', 'user.email=it@example.test'] + arguments.toList()
  def process = new ProcessBuilder(command).directory(project).redirectErrorStream(true).start()
  def output = process.inputStream.text
  assert process.waitFor() == 0 : output
}
def change = new File(project, 'change')
def aside = new File(project.parentFile, "${project.name}.change")
if (change.exists()) {
  assert change.renameTo(aside)
}
git 'init', '-q', '-b', 'main'
git 'add', '-A'
git 'commit', '-q', '-m', 'Start'
if (aside.exists()) {
  aside.eachFileRecurse(groovy.io.FileType.FILES) { file ->
    def target = new File(project, aside.toPath().relativize(file.toPath()).toString())
    target.parentFile.mkdirs()
    target.bytes = file.bytes
  }
}
return true
