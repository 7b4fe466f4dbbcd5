package dev.loopgen.core.internal.ledger.verify.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The slots of a template that a summary counts, each {@link #NONE} if missing.
 *
 * @param timestamp when the run started
 * @param loop the loop
 * @param mode the mode
 * @param user who ran it
 * @param passed the verdict
 * @param tier the claimed tier
 * @param judgedTree the judged tree
 * @param commit the judged commit, if the tree was clean
 * @param clean whether the tree was clean
 * @param noViolation whether no forbidden path was touched
 * @param violations the list of violations if it holds no objects
 * @param patterns the patterns of the violations
 * @param emptyBlocks the lists of blocked actions that hold no objects
 * @param blocked how many actions were blocked, if these lists are empty
 * @param commands the commands
 * @param tests what the entry says about tests
 */
public record SummarySlots(
    int timestamp,
    int loop,
    int mode,
    int user,
    int passed,
    int tier,
    int judgedTree,
    int commit,
    int clean,
    int noViolation,
    int violations,
    int[] patterns,
    int[] emptyBlocks,
    int blocked,
    Execution[] commands,
    TestSlots tests) {

  /** The template has no such member. */
  public static final int NONE = EntrySlots.NONE;

  /**
   * The members of a command.
   *
   * @param command the command line
   * @param exitCode its exit code
   * @param timedOut whether it timed out
   * @param duration how long it took
   */
  public record Execution(int command, int exitCode, int timedOut, int duration) {

    private IntStream all() {
      return IntStream.of(command, exitCode, timedOut, duration);
    }
  }

  /** Finds the members of an entry that has all required members. */
  static SummarySlots of(TemplateNode.Members top) {
    Optional<TemplateNode.Members> provenance = top.object("provenance");
    Optional<TemplateNode.Members> subject = provenance.flatMap(found -> found.object("subject"));
    Optional<TemplateNode.Members> forbidden = top.object("forbidden");
    List<Optional<TemplateNode>> blocks = blocks(top);
    return new SummarySlots(
        slot(Optional.of(top), "timestamp"),
        slot(Optional.of(top), "loopId"),
        slot(Optional.of(top), "mode"),
        slot(top.object("actor"), "user"),
        slot(Optional.of(top), "passed"),
        slot(provenance, "tier"),
        slot(top.object("judgement"), "judgedTree"),
        slot(subject, "commitSha"),
        slot(subject, "treeClean"),
        slot(forbidden, "ok"),
        slot(forbidden, "violations"),
        elements(forbidden, "violations")
            .mapToInt(violation -> slot(violation, "pattern"))
            .toArray(),
        blocks.stream().flatMap(Optional::stream).flatMapToInt(SummarySlots::leaf).toArray(),
        blocks.stream()
            .flatMap(Optional::stream)
            .mapToInt(
                block -> block instanceof TemplateNode.Elements all ? all.elements().size() : 0)
            .sum(),
        elements(top.object("verification"), "commands")
            .map(SummarySlots::execution)
            .toArray(Execution[]::new),
        TestSlots.of(top.object("judgement").flatMap(found -> found.object("tests"))));
  }

  private static List<Optional<TemplateNode>> blocks(TemplateNode.Members top) {
    List<Optional<TemplateNode>> blocks = new ArrayList<>();
    elements(top.object("driven"), "attempts")
        .forEach(attempt -> blocks.add(attempt.map(found -> found.members().get("blocked"))));
    return blocks;
  }

  private static IntStream leaf(TemplateNode part) {
    return part instanceof TemplateNode.Slot slot ? IntStream.of(slot.slot()) : IntStream.empty();
  }

  private static Execution execution(Optional<TemplateNode.Members> command) {
    return new Execution(
        slot(command, "command"),
        slot(command, "exitCode"),
        slot(command, "timedOut"),
        slot(command, "durationMs"));
  }

  /** Returns the elements of a list that holds objects; empty for elements that are not objects. */
  static Stream<Optional<TemplateNode.Members>> elements(
      Optional<TemplateNode.Members> object, String name) {
    return object
        .map(found -> found.members().get(name))
        .filter(TemplateNode.Elements.class::isInstance)
        .stream()
        .flatMap(list -> ((TemplateNode.Elements) list).elements().stream())
        .map(
            part -> part instanceof TemplateNode.Members all ? Optional.of(all) : Optional.empty());
  }

  static int slot(Optional<TemplateNode.Members> object, String name) {
    return object.flatMap(found -> found.slot(name)).orElse(NONE);
  }

  /** Returns all these slots. */
  IntStream all() {
    IntStream own =
        IntStream.of(
            timestamp,
            loop,
            mode,
            user,
            passed,
            tier,
            judgedTree,
            commit,
            clean,
            noViolation,
            violations);
    return Stream.of(
            own,
            IntStream.of(patterns),
            IntStream.of(emptyBlocks),
            Stream.of(commands).flatMapToInt(Execution::all),
            tests.all())
        .flatMapToInt(slots -> slots)
        .filter(slot -> slot != NONE);
  }
}
