package dev.loopgen.core.internal.ledger.verify.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.core.internal.ledger.entry.EntryRules;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryCandidateTest {

  private static final String HASH = "\"hash\":\"" + "0a".repeat(32) + "\"";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{HASH}",
        "{ \"a\" : -1 , HASH }",
        "{\"a\":[0,-1.5,1e+21,1e-7,123456789012345680000],HASH}",
        "{\"1.0\":\"\\\"-0\\\\\",\"\\ud800\":\"é\",HASH,\"b\":true}"
      })
  void is_whatTheReaderReads_mayBeAnEntry(String pattern) {
    String line = pattern.replace("HASH", HASH);

    assertThat(EntryRules.hash(line.getBytes(UTF_8))).isPresent();
    assertThat(isCandidate(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[HASH]",
        "{HASH",
        "{\"a\":1}",
        "{\"a\":\"\\\"hash\\\"\"}",
        "{\"a\":1.0,HASH}",
        "{\"a\":-0,HASH}",
        "{\"a\":01,HASH}",
        "{\"a\":1e5,HASH}",
        "{\"a\":1-2,HASH}",
        "{\"a\":-,HASH}"
      })
  void is_whatNoReaderTakesForAnEntry_isNone(String pattern) {
    String line = pattern.replace("HASH", HASH);

    assertThat(EntryRules.hash(line.getBytes(UTF_8))).isEmpty();
    assertThat(isCandidate(line)).isFalse();
  }

  private static boolean isCandidate(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    byte[] text = Arrays.copyOf(bytes, bytes.length + EntryScanner.SLACK);
    return EntryCandidate.is(text, 0, bytes.length);
  }
}
