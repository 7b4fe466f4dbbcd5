package dev.loopgen.core.internal.ledger.verify.template;

import dev.loopgen.core.internal.ledger.entry.EntryRules;
import java.util.BitSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a template that hold the members checked by {@link EntryRules}.
 *
 * @param parents the list of the parents of a join, or {@link #NONE}
 * @param texts members that must be strings
 * @param tier the tier of the provenance, or {@link #NONE}
 * @param verificationDigest the recorded digest of the commands, or {@link #NONE}
 * @param rootCommit the root commit, or {@link #NONE}
 * @param counted the members that a summary counts; the rules ignore them
 */
record EntrySlots(
    int hash,
    int prevHash,
    int parents,
    int schemaVersion,
    int entryId,
    int[] texts,
    int tier,
    int verificationDigest,
    int rootCommit,
    Outcome outcome,
    SummarySlots counted) {

  /** The template has no such member. */
  static final int NONE = -1;

  private static final List<String> TEXTS = List.of("timestamp", "loopId", "mode");
  private static final List<String> OBJECTS =
      List.of("actor", "git", "changedFiles", "forbidden", "verification");

  /**
   * The members that state the result of the run.
   *
   * @param passed whether it passed
   * @param clean whether no forbidden path changed, or {@link #NONE}
   * @param violations the list of changed forbidden paths, or {@link #NONE}
   * @param verified whether the commands passed, or {@link #NONE}
   * @param noCommands the list of commands if it holds no objects, or {@link #NONE}
   * @param commands the commands
   */
  record Outcome(
      int passed, int clean, int violations, int verified, int noCommands, Command[] commands) {

    private static Outcome of(TemplateNode.Members top) {
      TemplateNode.Members forbidden = top.object("forbidden").orElseThrow();
      TemplateNode.Members verification = top.object("verification").orElseThrow();
      return new Outcome(
          required(top, "passed"),
          forbidden.slot("ok").orElse(NONE),
          forbidden.slot("violations").orElse(NONE),
          verification.slot("passed").orElse(NONE),
          verification.slot("commands").orElse(NONE),
          commands(verification.members().get("commands")));
    }

    private IntStream all() {
      return IntStream.concat(
          IntStream.of(passed, clean, violations, verified, noCommands),
          Stream.of(commands)
              .flatMapToInt(
                  command -> IntStream.of(command.command, command.exitCode, command.timedOut)));
    }

    private static Command[] commands(@Nullable TemplateNode part) {
      if (part instanceof TemplateNode.Elements all) {
        return all.elements().stream().map(Command::of).toArray(Command[]::new);
      }
      if (part instanceof TemplateNode.Slot) {
        return new Command[0];
      }
      throw new NoSuchElementException();
    }
  }

  /** The members of a command that the digest covers, each a slot or {@link #NONE}. */
  record Command(int command, int exitCode, int timedOut) {

    private static Command of(TemplateNode part) {
      if (!(part instanceof TemplateNode.Members members)) {
        throw new NoSuchElementException();
      }
      return new Command(
          requiredIfAny(members, "command"),
          requiredIfAny(members, "exitCode"),
          requiredIfAny(members, "timedOut"));
    }
  }

  /** Finds the members; empty if a required one is missing or has the wrong kind. */
  static Optional<EntrySlots> of(TemplateNode.Members top) {
    boolean usual = OBJECTS.stream().allMatch(name -> top.object(name).isPresent());
    if (!usual) {
      return Optional.empty();
    }
    try {
      return Optional.of(find(top));
    } catch (NoSuchElementException e) {
      return Optional.empty();
    }
  }

  private static EntrySlots find(TemplateNode.Members top) {
    Optional<TemplateNode.Members> provenance = top.object("provenance");
    Optional<TemplateNode.Members> subject = provenance.flatMap(found -> found.object("subject"));
    Optional<TemplateNode.Members> head =
        top.object("judgement").flatMap(found -> found.object("head"));
    return new EntrySlots(
        required(top, "hash"),
        required(top, "prevHash"),
        requiredIfAny(top, "parents"),
        required(top, "schemaVersion"),
        required(top, "entryId"),
        TEXTS.stream().mapToInt(name -> required(top, name)).toArray(),
        provenance.map(found -> required(found, "tier")).orElse(NONE),
        subject.map(found -> requiredIfAny(found, "verificationDigest")).orElse(NONE),
        head.flatMap(found -> found.slot("rootCommit")).orElse(NONE),
        Outcome.of(top),
        SummarySlots.of(top));
  }

  /** Returns all these slots. */
  BitSet all() {
    IntStream own =
        IntStream.of(
            hash, prevHash, parents, schemaVersion, entryId, tier, verificationDigest, rootCommit);
    BitSet all = new BitSet();
    Stream.of(own, IntStream.of(texts), outcome.all(), counted.all())
        .flatMapToInt(slots -> slots)
        .filter(slot -> slot != NONE)
        .forEach(all::set);
    return all;
  }

  private static int required(TemplateNode.Members object, String name) {
    return object.slot(name).orElseThrow();
  }

  private static int requiredIfAny(TemplateNode.Members object, String name) {
    return object.has(name) ? required(object, name) : NONE;
  }
}
