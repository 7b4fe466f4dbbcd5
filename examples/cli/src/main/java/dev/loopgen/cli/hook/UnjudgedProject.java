package dev.loopgen.cli.hook;

import dev.loopgen.adapters.hooks.HookedProject;
import dev.loopgen.adapters.hooks.StopBlocks;
import dev.loopgen.adapters.hooks.StopVerdict;
import java.nio.file.Path;
import java.util.Optional;

/** A project that nothing can be said about but why. */
final class UnjudgedProject implements HookedProject {

  private final Path directory;
  private final HookMemory memory;
  private final String reason;

  /**
   * @param directory an absolute path, which need not exist
   * @param reason why there is no verdict, in a sentence
   */
  UnjudgedProject(Path directory, HookMemory memory, String reason) {
    this.directory = directory;
    this.memory = memory;
    this.reason = reason;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Optional<Protection> protection(Path file) {
    return Optional.empty();
  }

  @Override
  public StopVerdict verdict() {
    return new StopVerdict.Undecided(reason);
  }

  @Override
  public int failedRuns(StopBlocks blocks) {
    return 0;
  }

  @Override
  public StopBlocks recall(String session) {
    return memory.recall(session);
  }

  @Override
  public boolean remember(String session, StopBlocks blocks) {
    return memory.remember(session, blocks);
  }
}
