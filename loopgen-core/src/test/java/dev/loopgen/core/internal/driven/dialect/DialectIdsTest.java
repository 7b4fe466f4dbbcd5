package dev.loopgen.core.internal.driven.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.core.internal.driven.action.ReplyForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/ids.md} to the ids of dialects and forms. */
final class DialectIdsTest {

  @Test
  void document_hasEveryId() throws IOException {
    assertThat(Files.readAllLines(Path.of("..", "docs", "ids.md")))
        .contains(
            row("dialect of a driven run", Stream.of(Dialect.values()).map(Dialect::id)),
            row("form of a reply", Stream.of(ReplyForm.values()).map(ReplyForm::id)));
  }

  private static String row(String what, Stream<String> ids) {
    return "| "
        + what
        + " | "
        + ids.map(id -> "`" + id + "`").collect(Collectors.joining(", "))
        + " |";
  }
}
