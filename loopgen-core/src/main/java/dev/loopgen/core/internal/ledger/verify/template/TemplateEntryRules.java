package dev.loopgen.core.internal.ledger.verify.template;

import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.verify.template.EntrySlots.Command;
import dev.loopgen.core.internal.ledger.verify.template.EntrySlots.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Checks what {@link EntryRules} require of an entry, on the slots of its template. An entry that
 * passes here has no defect there; the reverse need not hold.
 */
final class TemplateEntryRules {

  private static final byte[] SCHEMA_VERSION = bytes("\"1\"");
  private static final byte[] LOCAL = bytes("\"local\"");
  private static final byte[] ATTESTED = bytes("\"attested\"");
  private static final byte[] TRUE = bytes("true");
  private static final byte[] FALSE = bytes("false");
  private static final byte[] ZERO = bytes("0");
  private static final byte[] NOTHING = bytes("[]");

  private final byte[][] rootCommits;
  private final LineVerificationDigest digest = new LineVerificationDigest();

  /**
   * Creates the rules.
   *
   * @param rootCommits the root commits that are not foreign; empty to accept any
   */
  TemplateEntryRules(Set<String> rootCommits) {
    this.rootCommits =
        rootCommits.stream().map(root -> bytes('"' + root + '"')).toArray(byte[][]::new);
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.UTF_8);
  }

  boolean hold(ParsedLine line, EntrySlots slots) {
    return line.is(slots.schemaVersion(), SCHEMA_VERSION)
        && line.isText(slots.entryId())
        && areTexts(line, slots)
        && tierIsKnown(line, slots.tier())
        && isOwn(line, slots.rootCommit())
        && fits(line, slots.outcome())
        && digestFits(line, slots);
  }

  private static boolean areTexts(ParsedLine line, EntrySlots slots) {
    boolean all = true;
    for (int slot : slots.texts()) {
      all &= line.isText(slot);
    }
    return all;
  }

  private static boolean tierIsKnown(ParsedLine line, int tier) {
    return tier == EntrySlots.NONE || line.is(tier, LOCAL) || line.is(tier, ATTESTED);
  }

  private boolean isOwn(ParsedLine line, int root) {
    if (rootCommits.length == 0 || root == EntrySlots.NONE || !line.isText(root)) {
      return true;
    }
    boolean own = false;
    for (byte[] rootCommit : rootCommits) {
      own |= line.is(root, rootCommit);
    }
    return own;
  }

  private static boolean fits(ParsedLine line, Outcome outcome) {
    boolean noCommands =
        outcome.noCommands() == EntrySlots.NONE || line.is(outcome.noCommands(), NOTHING);
    return noCommands
        && (line.is(outcome.passed(), FALSE)
            || line.is(outcome.passed(), TRUE) && passed(line, outcome));
  }

  private static boolean passed(ParsedLine line, Outcome outcome) {
    boolean all =
        outcome.commands().length > 0
            && isThere(line, outcome.clean(), TRUE)
            && isThere(line, outcome.violations(), NOTHING)
            && isThere(line, outcome.verified(), TRUE);
    for (Command command : outcome.commands()) {
      all &= isThere(line, command.exitCode(), ZERO) && isThere(line, command.timedOut(), FALSE);
    }
    return all;
  }

  private static boolean isThere(ParsedLine line, int slot, byte[] value) {
    return slot != EntrySlots.NONE && line.is(slot, value);
  }

  private boolean digestFits(ParsedLine line, EntrySlots slots) {
    return slots.verificationDigest() == EntrySlots.NONE
        || line.is(slots.verificationDigest(), digest.of(line, slots.outcome().commands()));
  }
}
