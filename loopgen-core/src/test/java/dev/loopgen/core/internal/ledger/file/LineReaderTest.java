package dev.loopgen.core.internal.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LineReaderTest {

  /** A file that grows right after its end was reached. */
  private static final class Growing extends InputStream {

    private final InputStream first = text("{\"torn");
    private final InputStream later = text("\":1}\n{}\n");
    private boolean atEnd;

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] target) throws IOException {
      int count = (atEnd ? later : first).read(target);
      atEnd |= count < 0;
      return count;
    }

    private static InputStream text(String text) {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void next_fileGrowsBehindItsEnd_staysAtTheEnd() throws IOException {
    LineReader reader = new LineReader(new Growing());

    LineReader.Line torn = reader.next();

    assertThat(torn).isNotNull();
    assertThat(torn.terminated()).isFalse();
    assertThat(torn.bytes()).asString(StandardCharsets.UTF_8).isEqualTo("{\"torn");
    assertThat(reader.next()).isNull();
  }
}
