package dev.loopgen.core.internal.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.isolation.Isolation.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class BubblewrapTest {

  private static final Bubblewrap BUBBLEWRAP =
      new Bubblewrap(Path.of("/usr/bin/bwrap"), "0.8.0", Set.of("--disable-userns"));

  @TempDir private Path directory;

  @Test
  void commandLine_always_dropsCapabilitiesAndNestedNamespaces() {
    assertThat(line(Network.HOST))
        .contains(
            "--unshare-user",
            "--disable-userns",
            "--unshare-pid",
            "--as-pid-1",
            "--unshare-ipc",
            "--new-session",
            "--die-with-parent")
        .containsSequence("--cap-drop", "ALL")
        .doesNotContain("--unshare-net")
        .containsSequence("--chdir", "/shop", "--", "/bin/sh", "-c")
        .endsWith("init");
  }

  @Test
  void commandLine_withoutNetwork_hasANamespaceForIt() {
    assertThat(line(Network.NONE)).contains("--unshare-net");
  }

  @Test
  void commandLine_hiddenDirectory_isMadeReadOnlyAfterAllMounts() {
    List<String> line = line(Network.HOST);

    assertThat(line)
        .containsSubsequence(
            "--tmpfs", "/a", "--bind", "/a/b", "/a/b", "--remount-ro", "/a", "--remount-ro", "/");
    assertThat(line.indexOf("/proc")).isLessThan(line.indexOf("/a"));
    assertThat(line).containsSequence("--remount-ro", "/proc");
  }

  @Test
  void commandLine_discardedDirectory_isAnOverlay() {
    MountPlan plan =
        new MountPlan(List.of(new Mount(Path.of("/c"), Mount.Kind.DISCARDED, Path.of("/c"))));

    assertThat(BUBBLEWRAP.commandLine(plan, Network.HOST, Path.of("/shop")))
        .containsSequence("--overlay-src", "/c", "--tmp-overlay", "/c");
    assertThat(BUBBLEWRAP.hasOverlays()).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void find_missing_namesThePackage() {
    assertThatThrownBy(() -> BubblewrapFinder.find(List.of(directory.resolve("bwrap"))))
        .isInstanceOf(IsolationException.class)
        .hasMessageContaining("apt-get install bubblewrap");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void find_oneThatAllowsNestedNamespaces_isTooOld() throws Exception {
    Path old = program("echo 'bubblewrap 0.6.1'; echo '    --unshare-user   Create'");

    assertThatThrownBy(() -> BubblewrapFinder.find(List.of(old)))
        .isInstanceOf(IsolationException.class)
        .hasMessageContainingAll("0.6.1", "0.8.0 or newer");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void find_newOne_hasItsOptionsAndVersion() throws Exception {
    Path program =
        program(
            "echo 'bubblewrap 0.11.0'; echo '    --disable-userns   Disable'; echo '   "
                + " --tmp-overlay DEST   Mount'");

    Bubblewrap found = BubblewrapFinder.find(List.of(directory.resolve("none"), program));

    assertThat(found.version()).isEqualTo("0.11.0");
    assertThat(found.program()).isEqualTo(program);
    assertThat(found.hasOverlays()).isTrue();
  }

  private Path program(String script) throws Exception {
    Path file = Files.writeString(directory.resolve("bwrap"), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static List<String> line(Network network) {
    MountPlan plan =
        new MountPlan(List.of(Mount.hidden(Path.of("/a")), Mount.writable(Path.of("/a/b"))));
    return BUBBLEWRAP.commandLine(plan, network, Path.of("/shop"));
  }
}
