package dev.loopgen.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.attest.fixture.DeterministicKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class SignedNoteTest {

  private static final NoteVerifier PUBLISHED_KEY =
      NoteVerifier.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
  private static final String SIGNATURE =
      "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=";
  private static final String LINE = "\u2014 example.com/foo " + SIGNATURE + "\n";
  private static final String TEXT = "This is an example message.\n";
  private static final String PUBLISHED = TEXT + "\n" + LINE;

  private static final NoteKeyPair ALICE = DeterministicKeys.key("alice", 1);
  private static final NoteKeyPair BOB = DeterministicKeys.key("bob", 2);

  @Test
  void open_publishedNote_isVerified() {
    SignedNote note = SignedNote.parse(PUBLISHED);

    VerifiedNote<String> verified = note.open(PUBLISHED_KEY).verified().orElseThrow();

    assertThat(verified.content()).isEqualTo(TEXT);
    assertThat(verified.signers()).containsExactly(PUBLISHED_KEY);
    assertThat(verified.describe()).isEqualTo("The note is signed by example.com/foo.");
    assertThat(note.format()).isEqualTo(PUBLISHED);
    assertThat(note.claimedSigners()).containsExactly(PUBLISHED_KEY.keyId());
    assertThat(SignedNote.parse(PUBLISHED.getBytes(StandardCharsets.UTF_8))).isEqualTo(note);
  }

  @Test
  void open_anyFlippedBit_isNeverVerified() {
    byte[] note = PUBLISHED.getBytes(StandardCharsets.UTF_8);
    for (int bit = 0; bit < 8 * note.length; bit++) {
      byte[] flipped = note.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));

      assertThat(isVerified(flipped)).as("bit " + bit).isFalse();
    }
  }

  @Test
  void open_anyByteLostOrDoubled_isNeverVerified() {
    byte[] note = PUBLISHED.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < note.length; i++) {
      byte[] shorter = new byte[note.length - 1];
      System.arraycopy(note, 0, shorter, 0, i);
      System.arraycopy(note, i + 1, shorter, i, note.length - i - 1);
      byte[] longer = new byte[note.length + 1];
      System.arraycopy(note, 0, longer, 0, i + 1);
      System.arraycopy(note, i, longer, i + 1, note.length - i);

      assertThat(isVerified(shorter)).as("without byte " + i).isFalse();
      assertThat(isVerified(longer)).as("with byte " + i + " twice").isFalse();
    }
  }

  @Test
  void open_keyOfAnotherNameOrHash_isRefusedAsUnknown() {
    NoteKeyPair impostor = DeterministicKeys.key("alice", 9);
    SignedNote note = SignedNote.sign(TEXT, List.of(impostor.signer()));

    NoteCheck<String> check = note.open(ALICE.verifier());

    assertThat(check.verified()).isEmpty();
    assertThat(check.describe())
        .isEqualTo(
            "The note has no signature of a trusted key ("
                + ALICE.verifier().keyId()
                + "). Check which key signs.");
  }

  @Test
  void open_unknownSignaturesBesideATrustedOne_areIgnored() {
    SignedNote note = SignedNote.sign(TEXT, List.of(BOB.signer(), new Forger(BOB), ALICE.signer()));

    assertThat(note.open(ALICE.verifier()).verified().orElseThrow().signers())
        .containsExactly(ALICE.verifier());
  }

  @Test
  void open_wrongSignatureOfAKnownKeyAnywhere_rejectsTheWholeNote() {
    List<NoteVerifier> trusted = List.of(ALICE.verifier(), BOB.verifier());
    List<NoteSigner> signers = List.of(ALICE.signer(), ALICE.signer());
    for (int place = 0; place <= signers.size(); place++) {
      for (NoteKeyPair victim : List.of(ALICE, BOB)) {
        List<NoteSigner> with = new ArrayList<>(signers);
        with.add(place, new Forger(victim));

        NoteCheck<String> check = SignedNote.sign(TEXT, with).open(trusted);

        assertThat(check.verified()).isEmpty();
        assertThat(check.describe())
            .contains("invalid signature under the trusted key")
            .contains(victim.verifier().keyId().toString());
      }
    }
  }

  @Test
  void open_severalTrustedSignatures_namesEachSignerOnce() {
    List<NoteSigner> signers = List.of(BOB.signer(), ALICE.signer(), BOB.signer());

    NoteCheck<String> check =
        SignedNote.sign(TEXT, signers).open(List.of(ALICE.verifier(), BOB.verifier()));

    assertThat(check.verified().orElseThrow().signers())
        .containsExactly(BOB.verifier(), ALICE.verifier());
    assertThat(check.describe()).isEqualTo("The note is signed by bob, alice.");
  }

  @Test
  void open_signatureOverAnotherText_isRefused() {
    String line = SignedNote.sign("one\n", List.of(ALICE.signer())).format().substring(5);

    assertThat(SignedNote.parse("one\n\n" + line).open(ALICE.verifier()).verified()).isPresent();
    assertThat(SignedNote.parse("two\n\n" + line).open(ALICE.verifier()).verified()).isEmpty();
    assertThat(SignedNote.parse("one\n\n\n" + line).open(ALICE.verifier()).verified()).isEmpty();
  }

  @Test
  void open_noTrustedKey_isRefused() {
    NoteCheck<String> check = SignedNote.parse(PUBLISHED).open(List.of());

    assertThat(check.verified()).isEmpty();
    assertThat(check.describe()).startsWith("No key is trusted");
  }

  @Test
  void open_twoDifferentKeysOfOneId_isAMistakeOfTheCaller() {
    SignedNote note = SignedNote.sign(TEXT, List.of(ALICE.signer()));
    NoteVerifier twin = new Twin(ALICE.verifier().keyId());

    assertThat(note.open(List.of(ALICE.verifier(), ALICE.verifier())).verified()).isPresent();
    assertThatThrownBy(() -> note.open(List.of(ALICE.verifier(), twin)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(twin.keyId().toString());
  }

  @Test
  void parse_manySignatures_areAcceptedToTheLimit() {
    List<NoteSigner> most = Collections.nCopies(SignedNote.MAX_SIGNATURES, ALICE.signer());
    SignedNote note = SignedNote.sign(TEXT, most);
    String oneMore = note.format() + LINE;

    assertThat(SignedNote.parse(note.format())).isEqualTo(note);
    assertThatThrownBy(() -> SignedNote.parse(oneMore))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("more than 100 signatures");
    assertThatThrownBy(() -> SignedNote.parse(oneMore + LINE.repeat(10)))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("more than 100 signatures");
  }

  @Test
  void parse_sixteenSignatures_areAccepted() {
    List<NoteKeyPair> keys =
        IntStream.range(0, 16).mapToObj(i -> DeterministicKeys.key("w" + i, i)).toList();
    SignedNote note = SignedNote.sign(TEXT, keys.stream().map(NoteKeyPair::signer).toList());

    NoteCheck<String> check =
        SignedNote.parse(note.format()).open(keys.stream().map(NoteKeyPair::verifier).toList());

    assertThat(check.verified().orElseThrow().signers()).hasSize(16);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        TEXT,
        TEXT + "\n",
        TEXT + LINE,
        TEXT + "\n\n",
        "\n" + LINE,
        LINE,
        TEXT + "\n" + LINE + "\n",
        TEXT + "\n" + LINE + "x",
        TEXT + "\n" + LINE + "x\n",
        TEXT + "\r\n" + LINE,
        TEXT + " \n" + LINE,
        "a\tb\n\n" + LINE,
        "a\u0000b\n\n" + LINE,
        "a\ud800b\n\n" + LINE,
        TEXT + "\n\u2014 example.com/foo " + SIGNATURE,
        TEXT + "\n\u2013 example.com/foo " + SIGNATURE + "\n",
        TEXT + "\n- example.com/foo " + SIGNATURE + "\n",
        TEXT + "\n\u2014example.com/foo " + SIGNATURE + "\n",
        TEXT + "\n\u2014  example.com/foo " + SIGNATURE + "\n",
        TEXT + "\n \u2014 example.com/foo " + SIGNATURE + "\n",
        TEXT + "\n\u2014 example.com/foo  " + SIGNATURE + "\n",
        TEXT + "\n\u2014 example.com/foo " + SIGNATURE + " \n",
        TEXT + "\n\u2014 example.com+foo " + SIGNATURE + "\n",
        TEXT + "\n\u2014 example.com\u00a0foo " + SIGNATURE + "\n",
        TEXT + "\n\u2014 example.com/foo\n",
        TEXT + "\n\u2014 example.com/foo \n",
        TEXT + "\n\u2014 \n",
        TEXT + "\n\u2014\n",
        TEXT + "\n\u2014 example.com/foo Uw2QOg==\n",
        TEXT + "\n\u2014 example.com/foo Uw2QOk\n",
        TEXT + "\n\u2014 example.com/foo Uw2QOkn=\n",
        TEXT + "\n\u2014 example.com/foo Uw2Q-kn8\n"
      })
  void parse_otherText_isRefused(String note) {
    assertThatThrownBy(() -> SignedNote.parse(note))
        .isInstanceOf(AttestationException.class)
        .hasMessageStartingWith("The note ");
  }

  @Test
  void parse_bytesThatAreNotUtf8_areRefused() {
    byte[] note = PUBLISHED.getBytes(StandardCharsets.UTF_8);
    note[0] = (byte) 0xff;

    assertThatThrownBy(() -> SignedNote.parse(note))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a\n ", "a\r\n", "\u0000\n", "\ud800\n"})
  void sign_textThatANoteCannotHold_isRefused(String text) {
    assertThatThrownBy(() -> SignedNote.sign(text, List.of(ALICE.signer())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sign_withoutASigner_isRefused() {
    assertThatThrownBy(() -> SignedNote.sign(TEXT, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void toString_note_doesNotShowTheUnverifiedText() {
    assertThat(SignedNote.parse(PUBLISHED)).asString().doesNotContain("example message");
  }

  @Property(tries = 200)
  void sign_anyText_isReadBackAndVerified(@ForAll("lines") String lines) {
    String text = lines + "\n";
    SignedNote note = SignedNote.sign(text, List.of(ALICE.signer(), BOB.signer()));

    SignedNote read = SignedNote.parse(note.format().getBytes(StandardCharsets.UTF_8));

    assertThat(read).isEqualTo(note).hasSameHashCodeAs(note);
    assertThat(read.open(BOB.verifier()).verified().orElseThrow().content()).isEqualTo(text);
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.of("\n", "a", LINE, "\u2014 ", "\ud83d\ude00", "\u2028", "\u007f", "+")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  private static boolean isVerified(byte[] note) {
    try {
      return SignedNote.parse(note).open(PUBLISHED_KEY).verified().isPresent();
    } catch (AttestationException malformed) {
      return false;
    }
  }

  /** Signs in the name of another key. */
  private record Forger(NoteKeyPair victim) implements NoteSigner {

    @Override
    public NoteKeyId keyId() {
      return victim.verifier().keyId();
    }

    @Override
    public byte[] sign(byte[] text) {
      return new byte[64];
    }
  }

  private record Twin(NoteKeyId keyId) implements NoteVerifier {

    @Override
    public boolean verifies(byte[] text, byte[] signature) {
      return true;
    }
  }
}
