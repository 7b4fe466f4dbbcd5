package dev.loopgen.core.internal.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

final class LedgerFileTest {

  @Test
  void reason_accessDenied_saysSo() {
    assertThat(LedgerFile.reason(new AccessDeniedException("audit.jsonl.lock")))
        .isEqualTo("permission denied for audit.jsonl.lock");
  }
}
