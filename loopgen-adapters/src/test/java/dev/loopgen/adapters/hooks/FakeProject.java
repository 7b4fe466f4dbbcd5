package dev.loopgen.adapters.hooks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A project with a forbidden directory {@code secret} and verdicts that are said in advance. */
final class FakeProject implements HookedProject {

  static final Path ROOT = Path.of("/home/ada/shop");

  final Map<String, StopBlocks> remembered = new HashMap<>();
  final Set<String> failedInLedger = new HashSet<>();
  final Deque<StopVerdict> verdicts = new ArrayDeque<>();
  boolean forgetful;
  int asked;

  FakeProject(StopVerdict... verdicts) {
    this.verdicts.addAll(List.of(verdicts));
  }

  /** A run that failed, and is in the ledger. */
  StopVerdict.Failed failed() {
    String hash = "hash" + failedInLedger.size();
    failedInLedger.add(hash);
    return new StopVerdict.Failed(hash, "Loop check did not pass.\n");
  }

  @Override
  public Path directory() {
    return ROOT;
  }

  @Override
  public Optional<Protection> protection(Path file) {
    if (file.startsWith(ROOT.resolve("secret"))) {
      return Optional.of(new Protection("the path is forbidden", true));
    }
    boolean own =
        file.startsWith(ROOT.resolve(".loopgen")) || file.startsWith(ROOT.resolve(".github"));
    return own
        ? Optional.of(new Protection("the path belongs to loopgen", false))
        : Optional.empty();
  }

  @Override
  public StopVerdict verdict() {
    asked++;
    return verdicts.size() > 1 ? verdicts.remove() : verdicts.element();
  }

  @Override
  public int failedRuns(StopBlocks blocks) {
    return (int) blocks.failedRuns().stream().distinct().filter(failedInLedger::contains).count();
  }

  @Override
  public StopBlocks recall(String session) {
    return remembered.getOrDefault(session, StopBlocks.NONE);
  }

  @Override
  public boolean remember(String session, StopBlocks blocks) {
    if (!forgetful) {
      remembered.put(session, blocks);
    }
    return !forgetful;
  }
}
