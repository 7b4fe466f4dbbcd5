package dev.loopgen.core.internal.ledger.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** A small file system of its own, where the process may mount one. */
final class Tmpfs implements AutoCloseable {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int CAP_SYS_ADMIN = 21;
  private static final int PAGE = 4096;

  private final Path mount;
  private final Path filler;

  private Tmpfs(Path mount) {
    this.mount = mount;
    this.filler = mount.resolve("filler");
  }

  /** Mounts one of 256 KiB; a process that could and fails, fails the test. */
  static Tmpfs at(Path directory) throws IOException, InterruptedException {
    assumeThat(mayMount()).as("this process may mount a file system").isTrue();
    run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", directory.toString());
    return new Tmpfs(directory);
  }

  private static boolean mayMount() throws IOException {
    return Files.exists(STATUS)
        && Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith("CapEff:"))
            .map(line -> Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16))
            .anyMatch(capabilities -> (capabilities >>> CAP_SYS_ADMIN & 1) == 1);
  }

  /** Fills what is free, save for some bytes rounded down to pages. */
  void fill(int save) throws IOException {
    long free = Files.getFileStore(mount).getUsableSpace();
    byte[] page = new byte[PAGE];
    Arrays.fill(page, (byte) 'x');
    for (long left = free - save / PAGE * PAGE; left >= PAGE; left -= PAGE) {
      Files.write(filler, page, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(filler);
  }

  void remount(String option) throws IOException, InterruptedException {
    run("mount", "-o", "remount," + option, mount.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as("%s: %s", List.of(command), output).isZero();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", mount.toString());
  }
}
