package dev.loopgen.adapters.agents;

import dev.loopgen.adapters.agents.PlannedFile.Blocked;
import dev.loopgen.adapters.agents.PlannedFile.Created;
import dev.loopgen.adapters.agents.PlannedFile.Kept;
import dev.loopgen.adapters.agents.PlannedFile.Unchanged;
import dev.loopgen.adapters.agents.PlannedFile.Updated;
import dev.loopgen.adapters.internal.files.ProjectFiles;
import dev.loopgen.adapters.internal.files.UnsafePathException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file of a plan: what it holds, and what it would hold. */
final class FileChange {

  private final PlannedFile planned;
  private final byte @Nullable [] before;
  private final String afterText;

  private FileChange(PlannedFile planned, byte @Nullable [] before, String afterText) {
    this.planned = planned;
    this.before = before;
    this.afterText = afterText;
  }

  static FileChange of(ProjectFiles project, GeneratedFile file) throws IOException {
    String path = file.path();
    Optional<byte[]> found;
    try {
      found = project.read(path);
    } catch (UnsafePathException e) {
      return stays(new Blocked(path, e.getMessage() + ". Put a plain file or directory there."));
    } catch (IOException e) {
      return stays(new Blocked(path, e.getMessage() + "."));
    }
    if (found.isEmpty()) {
      return new FileChange(new Created(path), null, created(file));
    }
    if (file.ownership() == GeneratedFile.Ownership.ONCE) {
      return stays(
          same(found.get(), file.content())
              ? new Unchanged(path)
              : new Kept(path, "it is written once only."));
    }
    Optional<String> text = decoded(found.get());
    if (text.isEmpty()) {
      return stays(new Blocked(path, "it is not UTF-8. Convert it first."));
    }
    return file.ownership() == GeneratedFile.Ownership.SECTION
        ? section(file, found.get(), text.get())
        : whole(file, found.get(), text.get());
  }

  private static FileChange stays(PlannedFile planned) {
    return new FileChange(planned, null, "");
  }

  private static String created(GeneratedFile file) {
    return file.ownership() == GeneratedFile.Ownership.SECTION
        ? MarkedSection.put(file.path(), "", file.content()).orElseThrow()
        : file.content();
  }

  private static FileChange section(GeneratedFile file, byte[] before, String text) {
    Optional<String> after = MarkedSection.put(file.path(), text, file.content());
    if (after.isEmpty()) {
      return stays(
          new Blocked(
              file.path(),
              "its marks loopgen:begin and loopgen:end are not one pair, in this order. Remove"
                  + " those that are too many."));
    }
    return changed(file.path(), before, text, after.get());
  }

  private static FileChange whole(GeneratedFile file, byte[] before, String text) {
    if (same(before, file.content())) {
      return stays(new Unchanged(file.path()));
    }
    if (!GenerationMark.isUntouched(text)) {
      return stays(
          new Kept(
              file.path(),
              "it was edited, or written by something else. Move it away to get a new one."));
    }
    String after = text.contains("\r\n") ? file.content().replace("\n", "\r\n") : file.content();
    return changed(file.path(), before, text, after);
  }

  private static FileChange changed(String path, byte[] before, String text, String after) {
    return text.equals(after)
        ? stays(new Unchanged(path))
        : new FileChange(new Updated(path), before, after);
  }

  /** Compares without regard to the line ends that git may check out. */
  private static boolean same(byte[] found, String content) {
    return new String(found, StandardCharsets.UTF_8).replace("\r\n", "\n").equals(content);
  }

  private static Optional<String> decoded(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  PlannedFile planned() {
    return planned;
  }

  String path() {
    return planned.path();
  }

  boolean writes() {
    return planned instanceof Created || planned instanceof Updated;
  }

  byte @Nullable [] before() {
    return before;
  }

  @Nullable String beforeText() {
    return before == null ? null : new String(before, StandardCharsets.UTF_8);
  }

  String afterText() {
    return afterText;
  }
}
