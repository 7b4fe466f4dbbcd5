#!/bin/sh
# Saves the classes that runs and checks load, to loopgen.jsa in the directory given (class-data
# sharing; a whole archive, because one on top of the JDK's own leaves out what is compiled for old
# JDKs, as picocli is).
# The archive fits this Java and loopgen.jar at this place only. Usage: archive.sh DIRECTORY
set -eu
target=$(cd "$1" && pwd)
project=$(mktemp -d)
trap 'rm -rf "$project"' EXIT
cd "$project"
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
mkdir .loopgen build
cat > .loopgen/loopgen.loop.yaml <<'YAML'
loops:
  - id: sample
    title: Sample
    verification:
      commands:
        - "true"
    permissions:
      forbiddenPaths:
        - "/.env"
YAML
printf 'build/\n*.log\n' > .gitignore
echo one > kept
mkdir empty && echo one > empty/file
touch -t 200001010000 kept empty/file
if command -v git > /dev/null; then
  git init -q
  git add -A
  git -c user.name=sample -c user.email=sample@example.org -c commit.gpgsign=false commit -q -m sample
  git gc -q
  echo two > kept
  echo two > new
else
  mkdir -p .git/objects .git/refs
  echo 'ref: refs/heads/main' > .git/HEAD
fi
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
for arguments in 'run sample .' 'run sample . --hashing STAT' 'audit check .' 'audit verify .'; do
  "$java" -Xshare:off -Xlog:disable -XX:TieredStopAtLevel=1 -XX:DumpLoadedClassList=build/some \
    -XX:+UseParallelGC -jar "$target/loopgen.jar" $arguments > /dev/null || [ $? -eq 1 ]
  cat build/some >> build/all
done
# Newer JDKs number the classes of each list separately.
sed -e '/ source: /d' -e 's/ id: [0-9]*$//' build/all | awk '!seen[$0]++' > build/classes
rm -f "$target/loopgen.jsa"
"$java" -Xshare:dump -Xlog:disable -XX:SharedClassListFile=build/classes \
  -XX:SharedArchiveFile="$target/loopgen.jsa" -cp "$target/loopgen.jar" > /dev/null
