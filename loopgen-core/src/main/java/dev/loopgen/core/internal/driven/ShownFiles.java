package dev.loopgen.core.internal.driven;

import dev.loopgen.core.internal.driven.confine.BlockedException;
import dev.loopgen.core.internal.driven.confine.ConfinedFiles;
import dev.loopgen.core.internal.driven.prompt.ReadableFiles;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files that prompts show: confined as those that a model asks for, without secrets. */
final class ShownFiles implements ReadableFiles {

  private static final int MAX_SHOWN = 512 << 10;

  private final ConfinedFiles files;
  private final Surroundings surroundings;

  ShownFiles(ConfinedFiles files, Surroundings surroundings) {
    this.files = files;
    this.surroundings = surroundings;
  }

  @Override
  public List<String> paths() {
    return files.list("");
  }

  @Override
  public List<String> named(Set<String> fileNames) {
    return files.named(fileNames);
  }

  @Override
  public Optional<String> read(String path) {
    try {
      byte[] content = files.read(path, MAX_SHOWN);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(surroundings.redact(text));
    } catch (BlockedException | CharacterCodingException notShown) {
      return Optional.empty();
    }
  }
}
