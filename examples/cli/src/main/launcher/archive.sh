#!/bin/sh
# Saves the classes that commands load, for this Java and for loopgen.jar at this place: with the
# JDK's ahead-of-time cache from JDK 25 on, else with class-data sharing (a whole archive, because
# one on top of the JDK's own leaves out what is compiled for old JDKs, as picocli is).
#
# Usage: archive.sh DIRECTORY [FILE]
# DIRECTORY has loopgen.jar. FILE is what the launcher asks for; without it, the archive is put
# beside the jar, with loopgen.id, which tells the launcher what it is for.
set -eu
unset CDPATH
target=$(cd "$1" && pwd)
file=${2-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
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
        - "**/*secret*"
YAML
printf 'build/\n*.log\n' > .gitignore
echo one > kept
mkdir empty && echo one > empty/file
touch -t 200001010000 kept empty/file
if command -v git > /dev/null; then
  # Those of the repository whose hook started this.
  unset $(git rev-parse --local-env-vars)
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
jar=$target/loopgen.jar
train() {
  "$java" "$@" -Xlog:disable -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$jar" \
    dev.loopgen.cli.StartTraining "$work"
}
case $file in
  '') "$java" -cp "$jar" dev.loopgen.cli.StartTraining > build/java ;;
  *.aot) echo 25 > build/java ;;
  *) echo 17 > build/java ;;
esac
read -r version < build/java
mode=600
case $version in
  2[5-9]* | [3-9][0-9]*)
    kind=aot
    train -XX:AOTMode=record -XX:AOTConfiguration=build/classes > /dev/null
    "$java" -XX:AOTMode=create -XX:AOTConfiguration=build/classes -XX:AOTCache=build/saved \
      -Xlog:disable -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$jar" > /dev/null
    ;;
  *)
    kind=jsa
    train -Xshare:off -XX:DumpLoadedClassList=build/classes > /dev/null
    # Newer JDKs number the classes and name where they come from.
    sed -e '/ source: /d' -e 's/ id: [0-9]*$//' build/classes > build/names
    "$java" -Xshare:dump -Xlog:disable -XX:SharedClassListFile=build/names \
      -XX:SharedArchiveFile=build/saved -cp "$jar" > /dev/null
    ;;
esac
if [ -z "$file" ]; then
  mode=644
  rm -f "$target/loopgen.jsa" "$target/loopgen.aot" "$target/loopgen.id"
  file=$target/loopgen.$kind
  digest=$({ sha256sum "$jar" || shasum -a 256 "$jar"; } 2> /dev/null)
  { echo "${digest%% *}" && echo "$target" && cat build/java; } > "$target/loopgen.id"
fi
# Another file system may be between; only a rename is seen whole or not at all.
chmod "$mode" build/saved
cp -p build/saved "$file.$$"
mv -f "$file.$$" "$file"
