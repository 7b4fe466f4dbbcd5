package dev.loopgen.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrustTest {

  private static final String DIGEST = "0123456789abcdef".repeat(4);

  @Test
  void local_trust_pinsNothing() {
    assertThat(Trust.local().revision()).isEmpty();
    assertThat(Trust.local().specDigest()).isEmpty();
  }

  @Test
  void ref_revision_isTrusted() {
    assertThat(Trust.ref("origin/main").revision()).contains("origin/main");
    assertThat(Trust.ref("origin/main").specDigest()).isEmpty();
  }

  @Test
  void ref_null_isRefusedRatherThanLocal() {
    assertThatThrownBy(() -> Trust.ref(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void ofPlatform_environment_takesTheVariablesOfThePlatformAlone() {
    Trust trust =
        Trust.ofPlatform(
            Map.of("GITHUB_ACTIONS", "true", "GITHUB_SHA", "a", "GITHUB_REF", " ", "TOKEN", "x"));

    assertThat(trust.platform())
        .containsOnly(Map.entry("GITHUB_ACTIONS", "true"), Map.entry("GITHUB_SHA", "a"));
    assertThat(trust.revision()).isEmpty();
    assertThat(trust.spec(DIGEST).platform()).isEqualTo(trust.platform());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CI", "CI_COMMIT_SHA", "GITHUB_SHA", "CHANGE_TARGET"})
  void ofPlatform_noPlatformThatShows_isLocal(String variable) {
    assertThat(Trust.ofPlatform(Map.of(variable, "true"))).isEqualTo(Trust.local());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n", "-", "--upload-pack=x"})
  void ref_notARevision_isRefused(String revision) {
    assertThatThrownBy(() -> Trust.ref(revision))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a revision: " + revision);
  }

  @Test
  void spec_digest_isAdoptedBesideTheRevision() {
    Trust trust = Trust.ref("main").spec(DIGEST);

    assertThat(trust.revision()).contains("main");
    assertThat(trust.specDigest()).contains(DIGEST);
  }

  @Test
  void spec_digestWithItsAlgorithm_isTheSame() {
    assertThat(Trust.local().spec("sha256:" + DIGEST)).isEqualTo(Trust.local().spec(DIGEST));
  }

  @Test
  void spec_upperCaseDigest_isRefused() {
    Trust trust = Trust.local();

    assertThatThrownBy(() -> trust.spec(DIGEST.toUpperCase(Locale.ROOT)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256:",
        "abc",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg",
        "sha1:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "sha256:sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void spec_notADigest_isRefused(String digest) {
    Trust trust = Trust.local();

    assertThatThrownBy(() -> trust.spec(digest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a SHA-256");
  }

  @Test
  void spec_null_isRefused() {
    Trust trust = Trust.local();

    assertThatThrownBy(() -> trust.spec(null)).isInstanceOf(NullPointerException.class);
  }
}
