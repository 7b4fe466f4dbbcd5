package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A text with signatures under it: a C2SP signed note.
 *
 * <p>A parsed note is unverified, so no method returns its text; only {@link #open} does, after the
 * check. Immutable and thread-safe.
 */
public final class SignedNote {

  /**
   * The most signatures a note can have: enough for a log and all its witnesses (the format asks
   * for 16), and few enough to check every one.
   */
  public static final int MAX_SIGNATURES = 100;

  private final String text;
  private final List<SignatureLine> lines;

  private SignedNote(String text, List<SignatureLine> lines) {
    if (lines.size() > MAX_SIGNATURES) {
      throw new AttestationException(
          "The note has more than "
              + MAX_SIGNATURES
              + " signatures. Remove those that are not"
              + " needed.");
    }
    this.text = text;
    this.lines = List.copyOf(lines);
  }

  /**
   * Parses a note without verifying it.
   *
   * @param note the text, an empty line, and signature lines, each ending with a newline
   * @return the note
   * @throws AttestationException if it is anything else, or has more than {@value #MAX_SIGNATURES}
   *     signatures
   */
  public static SignedNote parse(String note) {
    if (!NoteText.isValid(note)) {
      throw new AttestationException(
          "The note has control characters or invalid Unicode. Keep its bytes unchanged, with"
              + " line feeds as line ends.");
    }
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0 || blank + 2 == note.length() || !note.endsWith("\n")) {
      throw new AttestationException(
          "The note must be a text, an empty line and signature lines, each ending with a"
              + " newline. Check that it was copied completely.");
    }
    String block = note.substring(blank + 2, note.length() - 1);
    String[] signatures = block.split("\n", MAX_SIGNATURES + 2);
    List<SignatureLine> lines = new ArrayList<>();
    for (int i = 0; i < Math.min(signatures.length, MAX_SIGNATURES + 1); i++) {
      lines.add(SignatureLine.parse(signatures[i]));
    }
    return new SignedNote(note.substring(0, blank + 1), lines);
  }

  /**
   * Parses the bytes of a note without verifying it.
   *
   * @param note the note in UTF-8
   * @return the note
   * @throws AttestationException if the bytes are not UTF-8, or as for {@link #parse(String)}
   */
  public static SignedNote parse(byte[] note) {
    return parse(
        NoteText.decode(note)
            .orElseThrow(() -> new AttestationException("The note is not valid UTF-8.")));
  }

  /**
   * Parses a file of notes separated by empty lines, without verifying them.
   *
   * @param notes the notes in UTF-8
   * @return the notes, at least one
   * @throws AttestationException as for {@link #parse(byte[])}
   */
  public static List<SignedNote> parseAll(byte[] notes) {
    String text =
        NoteText.decode(notes)
            .orElseThrow(() -> new AttestationException("The notes are not valid UTF-8."));
    String[] blocks = text.split("\n\n", -1);
    List<SignedNote> all = new ArrayList<>();
    for (int at = 0; at < blocks.length; at += 2) {
      String signatures = at + 1 < blocks.length ? blocks[at + 1] : "";
      String end = at + 2 < blocks.length ? "\n" : "";
      all.add(parse(blocks[at] + "\n\n" + signatures + end));
    }
    return all;
  }

  /**
   * Signs a text.
   *
   * @param text the text, ending with a newline
   * @param signers the signers in the order of their lines, at least one
   * @return the note
   * @throws IllegalArgumentException if the text does not end with a newline or has characters that
   *     a note cannot hold, or there is no signer
   * @throws AttestationException if signing fails, or there are more than {@value #MAX_SIGNATURES}
   *     signers
   */
  public static SignedNote sign(String text, List<? extends NoteSigner> signers) {
    if (!text.endsWith("\n") || !NoteText.isValid(text)) {
      throw new IllegalArgumentException(
          "the text of a note must end with a newline and have no other control characters");
    }
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("a note needs at least one signer");
    }
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    return new SignedNote(
        text,
        signers.stream()
            .map(signer -> SignatureLine.of(signer.keyId(), signer.sign(message.clone())))
            .toList());
  }

  /**
   * Checks this note against one trusted key.
   *
   * @param trusted the key, from a source other than the note
   * @return the text, or why it may not be used; see {@link #open(List)}
   */
  public NoteCheck<String> open(NoteVerifier trusted) {
    return open(List.of(trusted));
  }

  /**
   * Checks this note against trusted keys.
   *
   * <p>The text is verified if at least one of these keys signed it and no signature line with the
   * id of one of them is wrong. Lines of other keys are ignored. A caller that needs several
   * signatures checks {@link VerifiedNote#signers()}.
   *
   * @param trusted the keys, from a source other than the note
   * @return the text with its final newline, or why it may not be used
   * @throws IllegalArgumentException if two different keys have one name and hash
   */
  public NoteCheck<String> open(List<? extends NoteVerifier> trusted) {
    Map<NoteKeyId, NoteVerifier> known = byId(trusted);
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    Set<NoteVerifier> signers = new LinkedHashSet<>();
    for (SignatureLine line : lines) {
      NoteVerifier verifier = known.get(line.keyId());
      if (verifier == null) {
        continue;
      }
      if (!verifier.verifies(message.clone(), line.signature())) {
        return new NoteCheck.Refused<>(
            "The note has an invalid signature under the trusted key "
                + line.keyId()
                + ": it was changed or forged. Get a fresh copy from the signer.");
      }
      signers.add(verifier);
    }
    return signers.isEmpty()
        ? new NoteCheck.Refused<>(notSignedBy(known.keySet()))
        : new VerifiedNote<>(text, List.copyOf(signers));
  }

  /**
   * Returns the key ids in the signature lines, unverified.
   *
   * @return the ids of all lines in order, at least one
   */
  public List<NoteKeyId> claimedSigners() {
    return lines.stream().map(SignatureLine::keyId).toList();
  }

  /**
   * Returns the first line of the text, unverified: of a checkpoint, the origin that it claims. It
   * only helps to choose the key to verify with.
   *
   * @return the line, without its newline
   */
  public String claimedOrigin() {
    return text.substring(0, text.indexOf('\n'));
  }

  /**
   * Adds the signature of one more key, or replaces the one that the key has here.
   *
   * @param signatureLines signature lines, each ending with a newline, such as a witness returns;
   *     lines of other keys are ignored
   * @param key the key, from a source other than the lines
   * @return this note with the last valid signature of the key after those of all others
   * @throws AttestationException if the lines are no signature lines, the key has none among them,
   *     or one of the key is invalid
   */
  public SignedNote with(String signatureLines, NoteVerifier key) {
    SignedNote other = parse(text + "\n" + signatureLines);
    if (!other.text.equals(text)) {
      throw new AttestationException("There is an empty line between the signature lines.");
    }
    if (other.open(key) instanceof NoteCheck.Refused<String> refused) {
      throw new AttestationException(refused.describe());
    }
    List<SignatureLine> all = new ArrayList<>(lines);
    all.removeIf(line -> line.keyId().equals(key.keyId()));
    List<SignatureLine> fresh = other.linesOf(List.of(key));
    all.add(fresh.get(fresh.size() - 1));
    return new SignedNote(text, all);
  }

  /**
   * Drops the signatures of all other keys, without verifying any.
   *
   * @param keys the keys whose signature lines stay
   * @return this note with their lines only
   * @throws AttestationException if none is left
   */
  public SignedNote only(List<? extends NoteVerifier> keys) {
    List<SignatureLine> kept = linesOf(keys);
    if (kept.isEmpty()) {
      throw new AttestationException("The note has no signature of these keys.");
    }
    return new SignedNote(text, kept);
  }

  private List<SignatureLine> linesOf(List<? extends NoteVerifier> keys) {
    return lines.stream()
        .filter(line -> keys.stream().anyMatch(key -> key.keyId().equals(line.keyId())))
        .toList();
  }

  /** Returns the time of the latest valid cosignature of a witness. */
  Optional<Instant> cosignedAt(CosignatureVerifier witness) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    return linesOf(List.of(witness)).stream()
        .flatMap(line -> witness.time(message, line.signature()).stream())
        .max(Comparator.naturalOrder());
  }

  /**
   * Returns the note's text form, exactly as {@link #parse(String)} read it.
   *
   * @return the text, an empty line and the signature lines, all unverified
   */
  public String format() {
    return lines.stream()
        .map(SignatureLine::format)
        .collect(Collectors.joining("", text + "\n", ""));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedNote note && text.equals(note.text) && lines.equals(note.lines);
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + lines.hashCode();
  }

  /** Returns the claimed signers, without the text. */
  @Override
  public String toString() {
    return "unverified note of " + claimedSigners();
  }

  private static Map<NoteKeyId, NoteVerifier> byId(List<? extends NoteVerifier> trusted) {
    Map<NoteKeyId, NoteVerifier> known = new HashMap<>();
    for (NoteVerifier verifier : trusted) {
      NoteVerifier other = known.putIfAbsent(verifier.keyId(), verifier);
      if (other != null && !other.equals(verifier)) {
        throw new IllegalArgumentException(
            "two different trusted keys have the same id " + verifier.keyId());
      }
    }
    return known;
  }

  private static String notSignedBy(Set<NoteKeyId> trusted) {
    if (trusted.isEmpty()) {
      return "No key is trusted, so the note cannot be verified. Name the key that must have"
          + " signed it.";
    }
    return trusted.stream()
        .map(NoteKeyId::toString)
        .sorted()
        .collect(
            Collectors.joining(
                ", ", "The note has no signature of a trusted key (", "). Check which key signs."));
  }
}
