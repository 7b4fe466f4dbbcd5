package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.command.BaseFiles;
import dev.loopgen.core.internal.command.CommandSources;
import dev.loopgen.core.internal.command.FileView;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Refuses edits of the files that define what the loop's commands check. */
final class CommandFiles {

  private final List<String> commands;
  private final Base base;
  private final WorkTree workTree;
  private final JudgedFiles start;

  /**
   * Creates the rule.
   *
   * @param start the files at the start, which count where there is no commit
   */
  CommandFiles(List<String> commands, Base base, WorkTree workTree, JudgedFiles start) {
    this.commands = List.copyOf(commands);
    this.base = base;
    this.workTree = workTree;
    this.start = start;
  }

  /**
   * Checks a change.
   *
   * @param now the files before it
   * @param content the new content, or null if the file is removed
   */
  void check(RepoPath path, JudgedFiles now, byte @Nullable [] content) throws BlockedException {
    boolean committed = base.commit().isPresent();
    FileView before = committed ? new BaseFiles(base) : start;
    TreeEntry old = committed ? base.tree().get(path) : start.entry(path);
    JudgedFiles after = now.with(path, content);
    TreeEntry changed = after.entry(path);
    if (Objects.equals(old, changed)) {
      return;
    }
    CommandSources sources = CommandSources.of(commands, workTree, before, after);
    Optional<CommandSources.Edit> edit =
        sources.edit(new PathChange(path, old, changed)).filter(CommandSources.Edit::decisive);
    if (edit.isPresent()) {
      throw new BlockedException(BlockReason.COMMAND_FILE, edit.get().command());
    }
  }
}
