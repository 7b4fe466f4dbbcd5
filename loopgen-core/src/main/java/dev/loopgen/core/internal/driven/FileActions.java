package dev.loopgen.core.internal.driven;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.internal.text.TextStart;
import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.confine.BlockedException;
import dev.loopgen.core.internal.driven.confine.ConfinedFiles;
import dev.loopgen.core.internal.driven.confine.FileChange;
import dev.loopgen.core.internal.driven.edit.EditResult;
import dev.loopgen.core.internal.driven.edit.Edits;
import dev.loopgen.core.internal.driven.edit.FileTroubles;
import dev.loopgen.core.internal.driven.edit.Writes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Carries out the actions that read and change files. Not thread-safe. */
final class FileActions {

  /** The largest file that is read. */
  static final int MAX_READ = 1 << 20;

  private final DrivenTask task;
  private final Surroundings surroundings;
  private final ConfinedFiles files;
  private final int maxShown;
  private FileTroubles troubles;

  /**
   * Creates file actions.
   *
   * @param maxShown how many characters of a file or a list are shown
   * @param troubles what went wrong before the run was interrupted
   */
  FileActions(
      DrivenTask task,
      Surroundings surroundings,
      ConfinedFiles files,
      int maxShown,
      FileTroubles troubles) {
    this.task = task;
    this.surroundings = surroundings;
    this.files = files;
    this.maxShown = maxShown;
    this.troubles = troubles;
  }

  /** Returns what went wrong with which file so far. */
  FileTroubles troubles() {
    return troubles;
  }

  /** Checks the path of a file that would be read or written. */
  void requireAllowed(String path, boolean write) throws BlockedException {
    files.requireAllowed(path, write);
  }

  Note take(Action action) throws BlockedException, IOException {
    if (action instanceof Action.WriteFile write) {
      return write(write);
    }
    if (action instanceof Action.Edit edit) {
      return edit(edit);
    }
    if (action instanceof Action.DeleteFile delete) {
      return delete(delete);
    }
    return answer(action);
  }

  private Note write(Action.WriteFile action) throws BlockedException, IOException {
    String path = files.plain(action.path());
    byte @Nullable [] now = files.propose(path, bytes(action.content())).before();
    String before = now == null ? "" : new String(now, StandardCharsets.UTF_8);
    EditResult result = Writes.apply(before, action.content(), troubles.wasAsked(path));
    if (result instanceof EditResult.Unchanged && now == null) {
      result = new EditResult.Changed(action.content());
    }
    return put(action, path, result);
  }

  private Note edit(Action.Edit action) throws BlockedException, IOException {
    String path = files.plain(action.path());
    String before = text(files.read(path, MAX_READ));
    if (troubles.isWholeOnly(path) && surroundings.redact(before).equals(before)) {
      throw new BlockedException(
          BlockReason.NOT_APPLICABLE, "edits of this file failed twice; write it whole");
    }
    return put(action, path, Edits.apply(before, action.replacements()));
  }

  private Note put(Action action, String path, EditResult result)
      throws BlockedException, IOException {
    troubles = troubles.after(path, result);
    if (result instanceof EditResult.Changed changed) {
      return changed(action, path, bytes(changed.content()));
    }
    return new Note(
        new ActionOutcome.Blocked(action.id(), path, BlockReason.NOT_APPLICABLE, result.id()),
        surroundings.redact(result.describe()));
  }

  private Note changed(Action action, String path, byte[] content)
      throws BlockedException, IOException {
    if (task.dryRun()) {
      files.propose(path, content);
      return new Note(new ActionOutcome.Proposed(action.id(), ActionNames.subject(action)), "");
    }
    FileChange change = files.write(path, content);
    return new Note(
        new ActionOutcome.Written(
            action.id(), change.path(), digest(change.before()), Sha256.hash(content).hex()),
        "");
  }

  private Note delete(Action.DeleteFile action) throws BlockedException, IOException {
    if (task.dryRun()) {
      files.propose(action.path(), null);
      return new Note(new ActionOutcome.Proposed(action.id(), ActionNames.subject(action)), "");
    }
    FileChange change = files.delete(action.path());
    return new Note(
        new ActionOutcome.Deleted(
            action.id(), change.path(), String.valueOf(digest(change.before()))),
        "");
  }

  private Note answer(Action action) throws BlockedException {
    String answer;
    String subject = ActionNames.subject(action);
    if (action instanceof Action.ReadFile read) {
      subject = files.plain(read.path());
      answer = surroundings.redact(text(files.read(subject, MAX_READ)));
    } else if (action instanceof Action.ListFiles list) {
      answer = String.join("\n", files.list(list.path()));
    } else {
      String wanted = ((Action.Search) action).text();
      answer = String.join("\n", files.search(wanted, surroundings::redact));
    }
    String shown = answer.length() > maxShown ? TextStart.of(answer, maxShown) + "\n…" : answer;
    return new Note(new ActionOutcome.Answered(action.id(), subject), surroundings.redact(shown));
  }

  private static String text(byte[] content) throws BlockedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException binary) {
      throw new BlockedException(BlockReason.NOT_APPLICABLE, "the file is not UTF-8 text");
    }
  }

  private static byte[] bytes(String text) throws BlockedException {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new BlockedException(BlockReason.NOT_APPLICABLE, "the content is not Unicode text");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String digest(byte @Nullable [] content) {
    return content == null ? null : Sha256.hash(content).hex();
  }
}
