package dev.loopgen.core.internal.export;

import dev.loopgen.core.internal.files.FileNameBytes;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Creates links whose targets are bytes. */
final class LinkTargets {

  private LinkTargets() {}

  /** Creates a link. The caller checks that the target is exact. */
  static void create(Path link, byte[] target) throws IOException {
    String text = new String(target, StandardCharsets.US_ASCII);
    Path path = path(target);
    boolean redundantSlashes = text.endsWith("/") || text.contains("//");
    if (redundantSlashes && Arrays.equals(text.getBytes(StandardCharsets.US_ASCII), target)) {
      createExactly(link, text);
    } else {
      Files.createSymbolicLink(link, path);
    }
  }

  /** Creates a link whose target the JDK would shorten. */
  private static void createExactly(Path link, String target) throws IOException {
    Process process =
        new ProcessBuilder("/bin/ln", "-s", "--", target, link.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    try {
      if (process.waitFor() != 0) {
        throw new FileSystemException(link.toString(), null, "the link cannot be created");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  private static Path path(byte[] target) {
    String text = new String(target, StandardCharsets.UTF_8);
    if (text.chars().allMatch(c -> c < 0x80)) {
      return Path.of(text);
    }
    Path root = Path.of("/");
    Path absolute = FileNameBytes.resolve(root, target);
    return target[0] == '/' ? absolute : root.relativize(absolute);
  }
}
