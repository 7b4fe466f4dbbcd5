package dev.loopgen.core.internal.ledger.verify.template;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks lines that look as a writer of entries writes them, without making objects of them.
 *
 * <p>What it calls sound is an entry in which {@link EntryRules} find no defect and which is not
 * foreign. It says nothing about other lines: they may be sound as well. Most lines have the {@link
 * LineTemplate} of one before, and then only the values that differ are looked at. Not thread-safe.
 */
public final class EntryScanner {

  /** No line that is known to be sound is there. */
  public static final int UNKNOWN = -1;

  /** How many bytes behind a text may be read; the first of them is a control character. */
  public static final int SLACK = WordAccess.SLACK;

  private static final int MAX_SHAPES = 16;
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final List<LearnedTemplate> templates = new ArrayList<>();
  private final ParsedLine line = new ParsedLine();
  private final TemplateEntryRules rules;
  private final SipHash fingerprint;
  private final MessageDigest sha256 = sha256();
  private final byte[] hash = new byte[Sha256.LENGTH];
  private final byte[] computed = new byte[Sha256.LENGTH];
  private final byte[] prevHash = new byte[Sha256.LENGTH];
  private byte[] canonical = new byte[1 << 12];
  private boolean root;
  private int idSlot;
  private @Nullable LineTemplate outline;

  /**
   * Makes a scanner.
   *
   * @param rootCommits the root commits whose entries are not foreign; empty where all are right
   * @param fingerprint computes the fingerprints of ids
   */
  public EntryScanner(Set<String> rootCommits, SipHash fingerprint) {
    this.rules = new TemplateEntryRules(rootCommits);
    this.fingerprint = fingerprint;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  static void digest(MessageDigest sha256, byte[] text, int length, byte[] target) {
    sha256.update(text, 0, length);
    try {
      sha256.digest(target, 0, Sha256.LENGTH);
    } catch (DigestException itIsLargeEnough) {
      throw new IllegalStateException(itIsLargeEnough);
    }
  }

  /**
   * Looks at the line that starts at an index.
   *
   * @param text bytes of which the last {@link #SLACK} are no part of any line
   * @return the index behind the entry if it is sound, else {@link #UNKNOWN}
   */
  public int scan(byte[] text, int from) {
    for (int i = 0; i < templates.size(); i++) {
      LineTemplate outline = templates.get(i).template();
      int end = line.match(outline, text, from);
      if (end != UNKNOWN) {
        moveToFront(i);
        return isSound(outline, end - from) ? end : UNKNOWN;
      }
    }
    Optional<LineTemplate> members = LineTemplateParser.read(text, from, Set.of());
    if (members.isEmpty()) {
      return UNKNOWN;
    }
    int end = line.match(members.get(), text, from);
    learn(members.get(), from);
    return isSound(members.get(), end - from) ? end : UNKNOWN;
  }

  private void moveToFront(int index) {
    if (index > 0) {
      templates.add(0, templates.remove(index));
    }
  }

  /** Makes known what the line has in common with others of its shape. */
  private void learn(LineTemplate members, int from) {
    for (LearnedTemplate shape : templates) {
      if (shape.fits(members)) {
        shape.learn(line, from);
        return;
      }
    }
    if (templates.size() == MAX_SHAPES) {
      templates.remove(MAX_SHAPES - 1);
    }
    templates.add(0, new LearnedTemplate(members, line, from));
  }

  private boolean isSound(LineTemplate outline, int length) {
    EntrySlots slots = outline.slots();
    this.outline = outline;
    root = line.is(slots.prevHash(), NULL);
    idSlot = slots.entryId();
    return line.readHash(slots.hash(), hash, 0)
        && (root || line.readHash(slots.prevHash(), prevHash, 0))
        && rules.hold(line, slots)
        && hashes(outline, length);
  }

  private boolean hashes(LineTemplate outline, int length) {
    if (canonical.length < length + SLACK) {
      canonical = new byte[2 * length + SLACK];
    }
    digest(sha256, canonical, outline.order().write(line, canonical), computed);
    return Arrays.equals(hash, computed);
  }

  /** Writes the hash of the sound entry. */
  public void copyHash(byte[] target, int at) {
    System.arraycopy(hash, 0, target, at, Sha256.LENGTH);
  }

  /** Tells whether the sound entry follows no other. */
  public boolean isRoot() {
    return root;
  }

  /** Writes the hash of the entry that the sound one follows; it must not be a root. */
  public void copyPrevHash(byte[] target, int at) {
    System.arraycopy(prevHash, 0, target, at, Sha256.LENGTH);
  }

  /** Returns where the sound entry has what a summary counts. */
  public SummarySlots counted() {
    return outline().slots().counted();
  }

  /** Returns the outline of the sound entry. */
  LineTemplate outline() {
    return Objects.requireNonNull(outline);
  }

  /** Returns the sound entry, taken apart. */
  ParsedLine line() {
    return line;
  }

  /** Returns where the value of a slot of the sound entry starts, JSON without objects in it. */
  public int start(int slot) {
    return line.start(slot);
  }

  /** Returns where the value of a slot of the sound entry ends. */
  public int end(int slot) {
    return line.end(slot);
  }

  /** Returns where the id of the sound entry starts, a JSON string. */
  public int idStart() {
    return line.start(idSlot);
  }

  /** Returns where the id of the sound entry ends. */
  public int idEnd() {
    return line.end(idSlot);
  }

  /** Computes the fingerprint of the id of the sound entry. */
  public long idFingerprint() {
    return fingerprint.of(line.text(), idStart(), idEnd());
  }
}
