package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.loopgen.api.json.Json;
import dev.loopgen.core.fixture.SandboxScene;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attacks a sandbox for real, as this user and as another. Each attack exits with 0 if it got out;
 * those that any process of the user can make do so without a sandbox.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
final class SandboxTest {

  private static final List<String> ATTACKS =
      List.of(
          "echo x > \"$REPOSITORY/.git/attack\"",
          "echo x > .loopgen/policy.yaml",
          "perl -MIO::Socket::UNIX -e 'exit !IO::Socket::UNIX->new($ENV{HOME_AGENT})'",
          "perl -MIO::Socket::UNIX -e 'exit !IO::Socket::UNIX->new($ENV{ROOT_AGENT})'",
          "perl -MIO::Socket::INET -e 'exit !IO::Socket::INET->new(\"127.0.0.1:$ENV{PORT}\")'",
          "grep -aq the-secret /proc/[0-9]*/environ",
          "kill -0 $VICTIM",
          "grep -q the-secret ~/.ssh/id_rsa",
          "grep -q the-secret ~/.npmrc",
          "grep -q the-secret ~/.m2/settings.xml",
          "grep -q the-secret \"$REPOSITORY/.git/config\"",
          "grep -q the-secret \"$REPOSITORY/.git/loopgen/watch.key\"",
          "echo x > ~/attack",
          "test -e \"$SCENE/outside.txt\"",
          "mv .loopgen elsewhere");

  /** Where one of these succeeds, no other attack has anything left to attack. */
  private static final List<String> DESTRUCTIVE_ATTACKS =
      List.of(
          "mv \"$REPOSITORY/sub/project\" \"$REPOSITORY/sub/other\"",
          "mv \"$REPOSITORY/sub\" \"$REPOSITORY/other\"",
          "mv \"$REPOSITORY/.git\" \"$REPOSITORY/other.git\"",
          "mv \"$REPOSITORY\" \"$REPOSITORY.other\"",
          "kill -9 $VICTIM");

  private static final List<String> ATTACKS_ON_A_SANDBOX =
      List.of(
          "mount -o remount,rw,bind \"$REPOSITORY/.git\"",
          "mount -o remount,rw /",
          "mount -o remount,rw /proc",
          "umount \"$REPOSITORY/.git\" || umount -l \"$REPOSITORY/.git\"",
          "unshare -Urm mount -t tmpfs none src",
          "unshare -m true || unshare -U true",
          "mount -t tmpfs none src",
          "mknod node b 8 0",
          "cat /proc/sys/kernel/core_pattern > /proc/sys/kernel/core_pattern",
          "echo h > /proc/sysrq-trigger",
          "(exec 3<>/dev/tty)",
          "perl -e 'open(T, \"+<\", \"/dev/tty\") or exit 1; ioctl(T, 0x5412, \"x\") or exit 1'",
          "echo x > /run/loopgen/attack",
          "mv \"$SCENE\" \"$SCENE.other\" || mkdir \"$SCENE/other\"",
          "echo x > /attack",
          "test -n \"$(ls -A /run | grep -v loopgen)$(ls -A /tmp | grep -v junit)\"",
          "env | grep -E 'SSH_AUTH|DOCKER_HOST|DBUS|XDG_RUNTIME|_TOKEN|PRIVATE'",
          "ps ax | grep -q '[s]leep 600'");

  private static final List<String> HONEST =
      List.of(
          "mkdir -p target/classes && echo x > target/classes/A.class",
          "mkdir __pycache__ && echo x > __pycache__/m.pyc && rm -r __pycache__",
          "git -c safe.directory='*' status --porcelain && git -c safe.directory='*' log -1",
          "cat ~/.profile && test -r ~/.m2/repository/a.jar",
          "echo x > /tmp/file && cat /tmp/file && test -z \"$TMPDIR\"",
          "perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(Listen => 1, LocalAddr =>"
              + " \"127.0.0.1\") or die; IO::Socket::INET->new(\"127.0.0.1:\" . $s->sockport) or"
              + " die'",
          "$JAVA -version",
          "sleep 600 & echo started",
          "sh -c 'exit 7'; test $? = 7",
          "ls -l /proc/self/exe && test -w /dev/null && test -d /dev/shm",
          "mv src moved && mv moved src");

  @TestFactory
  Stream<DynamicTest> attack_ofASandbox_failsForEveryUser(@TempDir Path root) throws Exception {
    return attacks(root, "closed");
  }

  @TestFactory
  Stream<DynamicTest> attack_inAnExport_failsForEveryUser(@TempDir Path root) throws Exception {
    return attacks(root, "export");
  }

  private static Stream<DynamicTest> attacks(Path root, String isolation) throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (boolean other : SandboxScene.users().toList()) {
      List<String> all =
          Stream.of(ATTACKS_ON_A_SANDBOX, ATTACKS, DESTRUCTIVE_ATTACKS)
              .flatMap(List::stream)
              .toList();
      try (SandboxScene scene = SandboxScene.in(root.resolve("attacked-" + other), other)) {
        for (Json.Obj result : scene.run(isolation, all)) {
          tests.add(test(other, result, () -> assertThat(exit(result)).isNotZero()));
        }
        boolean alive = scene.victimIsAlive();
        String status = scene.repository().git("-c", "safe.directory=*", "status", "--porcelain");
        tests.add(
            DynamicTest.dynamicTest(
                user(other) + "nothing was changed",
                () -> {
                  assertThat(alive).isTrue();
                  assertThat(status).isEmpty();
                }));
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> attack_withoutASandbox_succeeds(@TempDir Path root) throws Exception {
    List<List<String>> scenes =
        Stream.concat(Stream.of(ATTACKS), DESTRUCTIVE_ATTACKS.stream().map(List::of)).toList();
    List<DynamicTest> tests = new ArrayList<>();
    for (boolean other : SandboxScene.users().toList()) {
      for (List<String> attacks : scenes) {
        Path directory = root.resolve("open-" + other + "-" + tests.size());
        try (SandboxScene scene = SandboxScene.in(directory, other)) {
          List<Json.Obj> results = scene.run("none", attacks);
          assertThat(results).hasSameSizeAs(attacks);
          for (Json.Obj result : results) {
            tests.add(test(other, result, () -> assertThat(exit(result)).isZero()));
          }
        }
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> honestWork_inASandbox_passesForEveryUser(@TempDir Path root)
      throws Exception {
    return honestWork(root, "closed");
  }

  @TestFactory
  Stream<DynamicTest> honestWork_inAnExport_passesForEveryUser(@TempDir Path root)
      throws Exception {
    return honestWork(root, "export");
  }

  private static Stream<DynamicTest> honestWork(Path root, String isolation) throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (boolean other : SandboxScene.users().toList()) {
      try (SandboxScene scene = SandboxScene.in(root.resolve("honest-" + other), other)) {
        for (Json.Obj result : scene.run(isolation, HONEST)) {
          tests.add(test(other, result, () -> assertThat(exit(result)).isZero()));
          tests.add(
              test(
                  other,
                  result,
                  () ->
                      assertThat(result.string("processes").orElseThrow())
                          .contains("NAMESPACE", "survivors=0")));
        }
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> terminal_ofTheCaller_cannotBeTypedInto(@TempDir Path root) throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (boolean other : SandboxScene.users().toList()) {
      try (SandboxScene scene = SandboxScene.in(root.resolve("terminal-" + other), other)) {
        List<String> attacks =
            List.of(
                "(exec 3<>/dev/tty)",
                "perl -e 'open(T, \"+<\", \"/dev/tty\") or exit 1; exit !ioctl(T, 0x5412, \"x\")'",
                "perl -e 'exit !ioctl(STDIN, 0x5412, \"x\")'",
                "perl -e 'exit !ioctl(STDOUT, 0x5412, \"x\")'",
                "test -n \"$(ls -A /dev/pts | grep -v ptmx)\"");
        List<Json.Obj> results = scene.runOnATerminal("closed", attacks);
        assertThat(results).hasSameSizeAs(attacks);
        for (Json.Obj result : results) {
          tests.add(test(other, result, () -> assertThat(exit(result)).isNotZero()));
        }
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> caches_thatAreCopied_areWritableInsideAndUnchangedOutside(@TempDir Path root)
      throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (boolean other : SandboxScene.users().toList()) {
      try (SandboxScene scene = SandboxScene.in(root.resolve("caches-" + other), other)) {
        List<String> commands =
            List.of(
                "test \"$(cat ~/.m2/repository/a.jar)\" = jar",
                "echo x > ~/.m2/repository/a.jar",
                "echo x > ~/.m2/repository/b.jar && test -s ~/.m2/repository/b.jar",
                "! grep -q the-secret ~/.m2/settings.xml && ! echo x > ~/attack");
        for (Json.Obj result : scene.run("caches", commands)) {
          tests.add(test(other, result, () -> assertThat(exit(result)).isZero()));
        }
        assertThat(scene.home().read(".m2/repository/a.jar")).isEqualTo("jar");
        assertThat(scene.home().path(".m2/repository/b.jar")).doesNotExist();
      }
    }
    return tests.stream();
  }

  private static DynamicTest test(boolean other, Json.Obj result, Runnable check) {
    return DynamicTest.dynamicTest(
        user(other) + result.string("command").orElseThrow(),
        () -> assertThatCode(check::run).as("%s", result.canonical()).doesNotThrowAnyException());
  }

  private static String user(boolean other) {
    return other ? "another user: " : "this user: ";
  }

  private static int exit(Json.Obj result) {
    return (int) ((Json.Num) result.find("exitCode").orElseThrow()).value();
  }
}
