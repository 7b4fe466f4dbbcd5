package dev.loopgen.report.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tree.RepoPath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PathUriTest {

  @Test
  void of_pathOfAnyBytes_leadsBackToThem() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(12)];
      random.nextBytes(bytes);
      for (int at = 0; at < bytes.length; at++) {
        byte any = "\\\"'/ab01\u0007\n\r\t".getBytes(StandardCharsets.US_ASCII)[random.nextInt(12)];
        bytes[at] = bytes[at] == 0 || random.nextInt(3) == 0 ? any : bytes[at];
      }
      bytes[0] = 'x';
      bytes[bytes.length - 1] = 'y';
      RepoPath path = RepoPath.of(bytes);

      String uri = PathUri.of(path.display());

      assertThat(uri).matches("[A-Za-z0-9._~/%-]+");
      assertThat(decoded(uri)).as(path.display()).isEqualTo(bytes);
    }
  }

  @Test
  void of_patternInQuotesThatIsNoPath_isEncoded() {
    assertThat(PathUri.of("\"a\\q\\\"")).isEqualTo("a%5Cq%5C");
    assertThat(PathUri.of("\"")).isEqualTo("%22");
  }

  private static byte[] decoded(String uri) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int at = 0; at < uri.length(); at++) {
      if (uri.charAt(at) == '%') {
        bytes.write(Integer.parseInt(uri.substring(at + 1, at + 3), 16));
        at += 2;
      } else {
        bytes.write(uri.charAt(at));
      }
    }
    return bytes.toByteArray();
  }
}
