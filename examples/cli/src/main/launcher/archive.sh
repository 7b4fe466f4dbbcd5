#!/bin/sh
# Saves the classes that a run loads, to loopgen.jsa in the directory given (class-data sharing).
# The archive fits this Java and loopgen.jar at this place only. Usage: archive.sh DIRECTORY
set -eu
target=$(cd "$1" && pwd)
project=$(mktemp -d)
trap 'rm -rf "$project"' EXIT
cd "$project"
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
mkdir .loopgen
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
printf 'build/\n' > .gitignore
if command -v git > /dev/null; then
  git init -q
  git add -A
  git -c user.name=sample -c user.email=sample@example.org -c commit.gpgsign=false commit -q -m sample
  git gc -q
  printf 'changed\n' > changed
else
  mkdir -p .git/objects .git/refs
  echo 'ref: refs/heads/main' > .git/HEAD
fi
rm -f "$target/loopgen.jsa"
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xlog:disable -XX:ArchiveClassesAtExit="$target/loopgen.jsa" \
  -XX:+UseParallelGC -jar "$target/loopgen.jar" run sample . > /dev/null
