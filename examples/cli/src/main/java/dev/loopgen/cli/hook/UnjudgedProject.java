package dev.loopgen.cli.hook;

import dev.loopgen.adapters.hooks.HookedProject;
import dev.loopgen.adapters.hooks.StopBlocks;
import dev.loopgen.adapters.hooks.StopVerdict;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A project that nothing can be said about but why. */
final class UnjudgedProject implements HookedProject {

  private final Path directory;
  private final HookMemory memory;
  private final String reason;

  /**
   * @param directory an absolute path, which need not exist
   * @param reason why there is no verdict, in a sentence
   */
  UnjudgedProject(Path directory, String reason) throws InterruptedException {
    this.directory = directory;
    this.memory = memory(directory);
    this.reason = reason;
  }

  /** Does not wait for a repository that cannot be read in time. */
  private static HookMemory memory(Path directory) throws InterruptedException {
    try {
      return Background.start(() -> HookMemory.of(directory)).get(5, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException unreadable) {
      return HookMemory.unread(directory);
    }
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
