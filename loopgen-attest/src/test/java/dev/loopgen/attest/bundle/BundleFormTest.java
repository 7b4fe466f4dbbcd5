package dev.loopgen.attest.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bundle whose parts do not fit is refused before anything in it is verified. */
final class BundleFormTest {

  private static final String OLD = "application/vnd.dev.sigstore.bundle+json;version=";
  private static final String NEW = SigstoreBundle.MEDIA_TYPE;
  private static final String KEY = "'publicKey':{'hint':'k'}";
  private static final String CERTIFICATE = "'certificate':{'rawBytes':'AA=='}";
  private static final String CHAIN =
      "'x509CertificateChain':{'certificates':[{'rawBytes':'AA=='}]}";
  private static final String PROVEN = "'inclusionProof':{'checkpoint':{'envelope':'c'}}";
  private static final String PROMISED = "'inclusionPromise':{'signedEntryTimestamp':'AA=='}";

  private static String entry(String log, String index, String parts) {
    return "{'logId':{'keyId':'" + log + "'},'logIndex':" + index + "," + parts + "}";
  }

  private static byte[] bundle(String mediaType, String material, String entries, String stamps) {
    String json =
        "{'mediaType':'%s','verificationMaterial':{%s,'tlogEntries':[%s],'timestampVerificationData':{'rfc3161Timestamps':[%s]}},'dsseEnvelope':{'payload':'AA==','payloadType':'t','signatures':[{'sig':'AA=='}]}}"
            .formatted(mediaType, material, entries, stamps)
            .replace('\'', '"');
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static void accepts(byte[] bundle) {
    assertThatCode(() -> SigstoreBundle.parse(bundle)).doesNotThrowAnyException();
  }

  private static void refuses(byte[] bundle, String reason) {
    assertThatThrownBy(() -> SigstoreBundle.parse(bundle))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void parse_partsOfTheirVersion_areRead() {
    accepts(bundle(OLD + "0.1", CHAIN, entry("AA==", "'1'", PROMISED), ""));
    accepts(bundle(OLD + "0.1", CHAIN, entry("AA==", "'1'", PROMISED + "," + PROVEN), ""));
    accepts(bundle(OLD + "0.2", CHAIN, entry("AA==", "'1'", PROVEN), ""));
    accepts(bundle(OLD + "0.3", CERTIFICATE, entry("AA==", "'1'", PROVEN), ""));
    accepts(bundle(NEW, CERTIFICATE, entry("AA==", "'1'", PROVEN), ""));
    accepts(bundle(NEW, KEY, "", ""));
  }

  @Test
  void parse_firstVersionWithoutPromise_isRefused() {
    refuses(bundle(OLD + "0.1", CERTIFICATE, entry("AA==", "1", PROVEN), ""), "promise");
    refuses(
        bundle(
            OLD + "0.1",
            CERTIFICATE,
            entry("AA==", "1", PROMISED) + "," + entry("AA==", "2", PROVEN),
            ""),
        "promise");
  }

  @ParameterizedTest
  @ValueSource(strings = {OLD + "0.2", OLD + "0.3", NEW})
  void parse_laterVersionWithoutProof_isRefused(String mediaType) {
    refuses(bundle(mediaType, CERTIFICATE, entry("AA==", "1", PROMISED), ""), "without a proof");
    refuses(
        bundle(mediaType, CERTIFICATE, entry("AA==", "1", "'inclusionProof':{}"), ""),
        "without a proof");
    refuses(
        bundle(
            mediaType,
            CERTIFICATE,
            entry("AA==", "1", "'inclusionProof':{'checkpoint':{'envelope':''}}"),
            ""),
        "without a proof");
  }

  @ParameterizedTest
  @ValueSource(strings = {OLD + "0.3", NEW})
  void parse_thirdVersionWithAChain_isRefused(String mediaType) {
    refuses(bundle(mediaType, CHAIN, entry("AA==", "1", PROVEN), ""), "a chain");
  }

  @Test
  void parse_sameLogEntryTwice_isRefused() {
    String one = entry("AA==", "1", PROVEN);
    refuses(bundle(NEW, CERTIFICATE, one + "," + one, ""), "the same log entry twice");
    refuses(
        bundle(NEW, CERTIFICATE, one + "," + entry("AA==", "'1'", PROVEN + "," + PROMISED), ""),
        "the same log entry twice");
    accepts(bundle(NEW, CERTIFICATE, one + "," + entry("AQ==", "1", PROVEN), ""));
    accepts(bundle(NEW, CERTIFICATE, one + "," + entry("AA==", "2", PROVEN), ""));
  }

  @Test
  void parse_sameTimestampTwice_isRefused() {
    String stamp = "{'signedTimestamp':'AA=='}";
    refuses(bundle(NEW, KEY, "", stamp + "," + stamp), "the same timestamp twice");
    refuses(
        bundle(NEW, KEY, "", stamp + ",{'signedTimestamp':'AA==','more':1}"),
        "the same timestamp twice");
    accepts(bundle(NEW, KEY, "", stamp + ",{'signedTimestamp':'AQ=='}"));
  }

  @Test
  void parse_tooLarge_isRefusedUnread() {
    refuses(new byte[SignedBundle.MAX_BYTES + 1], "larger than");
    byte[] largest = new byte[SignedBundle.MAX_BYTES];
    refuses(largest, "is not JSON");
  }

  @Test
  void write_tooLarge_isRefused() {
    DsseEnvelope envelope =
        new DsseEnvelope("t", new byte[SignedBundle.MAX_BYTES], new byte[] {1}, "k");

    assertThatThrownBy(() -> SigstoreBundle.ofKey(envelope))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("larger than");
  }

  @Test
  void write_whatIsMade_fitsItsMediaType() {
    DsseEnvelope envelope = new DsseEnvelope("t", new byte[] {1}, new byte[] {1}, "k");
    Json.Obj material =
        Json.object()
            .put("certificate", Json.object().put("rawBytes", "AA==").build())
            .put("tlogEntries", List.of())
            .build();

    assertThat(
            SigstoreBundle.parse(
                SigstoreBundle.write(material, envelope).getBytes(StandardCharsets.UTF_8)))
        .isNotNull();
  }
}
