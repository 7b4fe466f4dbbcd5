package dev.loopgen.core.internal.ledger.verify.template;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.core.internal.files.MessageDigests;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises sound entries without creating objects for them.
 *
 * <p>A sound entry has no defect under {@link EntryRules} and is not foreign. Other lines may be
 * sound too; the general reader decides. Most lines match the {@link LineTemplate} of an earlier
 * one, so only their varying values are checked. Not thread-safe.
 */
public final class EntryScanner {

  /** The line is not known to be sound. */
  public static final int UNKNOWN = -1;

  /** How many bytes after a text may be read; the first of them must be a control character. */
  public static final int SLACK = WordAccess.SLACK;

  private static final int MAX_TEMPLATES = 16;
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final List<LearnedTemplate> templates = new ArrayList<>();
  private final ParsedLine line = new ParsedLine();
  private final TemplateEntryRules rules;
  private final SipHash fingerprint;
  private final MessageDigest sha256 = MessageDigests.sha256();
  private final byte[] hash = new byte[Sha256.LENGTH];
  private final byte[] computed = new byte[Sha256.LENGTH];
  private final byte[] prevHash = new byte[Sha256.LENGTH];
  private final JoinedParents joined = new JoinedParents();
  private byte[] canonical = new byte[1 << 12];
  private boolean root;
  private int idSlot;
  private int editedEnd = UNKNOWN;
  private boolean hashing = true;
  private @Nullable LineTemplate matched;

  /**
   * Creates a scanner.
   *
   * @param rootCommits the root commits whose entries are not foreign; empty to accept any
   * @param fingerprint computes the fingerprints of ids
   */
  public EntryScanner(Set<String> rootCommits, SipHash fingerprint) {
    this.rules = new TemplateEntryRules(rootCommits);
    this.fingerprint = fingerprint;
  }

  /**
   * Creates a scanner that takes edited entries for sound, for callers that need no more than what
   * the entries state.
   */
  public static EntryScanner withoutHashing(SipHash fingerprint) {
    EntryScanner scanner = new EntryScanner(Set.of(), fingerprint);
    scanner.hashing = false;
    return scanner;
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
   * Checks the line that starts at an index.
   *
   * @param text lines, followed by {@link #SLACK} bytes that belong to no line
   * @return the index after the entry if it is sound, else {@link #UNKNOWN}
   */
  public int scan(byte[] text, int from) {
    return scan(text, from, true);
  }

  /**
   * Checks the line that starts at an index if its members are those of an earlier line. It takes
   * much longer to find that they are not those of an entry at all.
   *
   * @param text lines, followed by {@link #SLACK} bytes that belong to no line
   * @return the index after the entry, or {@link #UNKNOWN} if {@link #scan} has to tell
   */
  public int scanKnown(byte[] text, int from) {
    return scan(text, from, false);
  }

  private int scan(byte[] text, int from, boolean learning) {
    editedEnd = UNKNOWN;
    for (int i = 0; i < templates.size(); i++) {
      LineTemplate template = templates.get(i).template();
      int end = line.match(template, text, from);
      if (end != UNKNOWN) {
        moveToFront(i);
        return checked(template, from, end);
      }
    }
    Optional<LineTemplate> members =
        learning ? LineTemplateParser.read(text, from, Set.of()) : Optional.empty();
    if (members.isEmpty()) {
      return UNKNOWN;
    }
    int end = line.match(members.get(), text, from);
    learn(members.get(), from);
    return checked(members.get(), from, end);
  }

  /**
   * Returns the end of the line that starts at an index.
   *
   * @param text lines, followed by {@link #SLACK} bytes
   * @param to the end of the lines
   */
  public static int lineEnd(byte[] text, int from, int to) {
    return WordAccess.find((byte) '\n', text, from, to);
  }

  /**
   * Returns the index after the entry of the last scanned line if its only defect is that it was
   * edited, else {@link #UNKNOWN}.
   *
   * <p>Its slots are then those of a sound entry.
   */
  public int editedEnd() {
    return editedEnd;
  }

  private int checked(LineTemplate template, int from, int end) {
    if (!isWellFormed(template)) {
      return UNKNOWN;
    }
    boolean same = !hashing || hashes(template, end - from);
    editedEnd = same ? UNKNOWN : end;
    return same ? end : UNKNOWN;
  }

  private void moveToFront(int index) {
    if (index > 0) {
      templates.add(0, templates.remove(index));
    }
  }

  /** Updates the template of lines with the same members, or adds a new one. */
  private void learn(LineTemplate members, int from) {
    for (LearnedTemplate template : templates) {
      if (template.fits(members)) {
        template.learn(line, from);
        return;
      }
    }
    if (templates.size() == MAX_TEMPLATES) {
      templates.remove(MAX_TEMPLATES - 1);
    }
    templates.add(0, new LearnedTemplate(members, line, from));
  }

  /** Tells whether everything holds that does not depend on the content's hash. */
  private boolean isWellFormed(LineTemplate template) {
    EntrySlots slots = template.slots();
    matched = template;
    root = line.is(slots.prevHash(), NULL);
    idSlot = slots.entryId();
    return line.readHash(slots.hash(), hash, 0)
        && (root || line.readHash(slots.prevHash(), prevHash, 0))
        && joins(slots.parents())
        && rules.hold(line, slots);
  }

  private boolean joins(int slot) {
    joined.clear();
    return slot == EntrySlots.NONE || !root && joined.read(line, slot, prevHash);
  }

  private boolean hashes(LineTemplate template, int length) {
    if (canonical.length < length + SLACK) {
      canonical = new byte[2 * length + SLACK];
    }
    digest(sha256, canonical, template.order().write(line, canonical), computed);
    return Arrays.equals(hash, computed);
  }

  /** Writes the hash of the sound entry. */
  public void copyHash(byte[] target, int at) {
    System.arraycopy(hash, 0, target, at, Sha256.LENGTH);
  }

  /** Tells whether the sound entry has no parent. */
  public boolean isRoot() {
    return root;
  }

  /** Writes the hash of the sound entry's parent; the entry must not be a root. */
  public void copyPrevHash(byte[] target, int at) {
    System.arraycopy(prevHash, 0, target, at, Sha256.LENGTH);
  }

  /** Returns the parents of the sound entry if it joins several, else none. */
  public List<Sha256> joined() {
    return joined.all();
  }

  /** Returns the slots of the sound entry that a summary counts. */
  public SummarySlots counted() {
    return template().slots().counted();
  }

  /** Returns the template of the sound entry. */
  LineTemplate template() {
    return Objects.requireNonNull(matched);
  }

  /** Returns the parsed line of the sound entry. */
  ParsedLine line() {
    return line;
  }

  /** Returns the start of a slot's value in the sound entry: JSON without nested objects. */
  public int start(int slot) {
    return line.start(slot);
  }

  /** Returns the end of a slot's value in the sound entry. */
  public int end(int slot) {
    return line.end(slot);
  }

  /** Returns the start of the sound entry's id, a JSON string. */
  public int idStart() {
    return line.start(idSlot);
  }

  /** Returns the end of the sound entry's id. */
  public int idEnd() {
    return line.end(idSlot);
  }

  /** Returns the fingerprint of the sound entry's id. */
  public long idFingerprint() {
    return fingerprint.of(line.text(), idStart(), idEnd());
  }
}
