package dev.loopgen.core.internal.spec;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.internal.text.SimilarNames;
import dev.loopgen.api.spec.LoopSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The loops of a spec file.
 *
 * @param file its name for people
 * @param projectName the project's name, or null if the file has none
 * @param loops the loops, at least one, with distinct ids
 * @param warnings sentences about members beside the loops that have no effect
 */
public record SpecFile(
    String file, @Nullable String projectName, List<LoopSpec> loops, List<String> warnings) {

  public SpecFile {
    loops = List.copyOf(loops);
    warnings = List.copyOf(warnings);
  }

  public Optional<String> project() {
    return Optional.ofNullable(projectName);
  }

  /**
   * Returns the only loop.
   *
   * @throws SpecException if there are several
   */
  public LoopSpec only() {
    if (loops.size() > 1) {
      throw new SpecException(file + " has several loops: " + ids() + ". Name one.");
    }
    return loops.get(0);
  }

  /**
   * Returns a loop.
   *
   * @throws SpecException if there is no loop with that id
   */
  public LoopSpec find(String id) {
    return lookup(id)
        .orElseThrow(
            () ->
                new SpecException(
                    file
                        + " has no loop \""
                        + id
                        + "\"."
                        + SimilarNames.closest(id, loops.stream().map(LoopSpec::id).toList())
                            .map(meant -> " Did you mean " + meant + "?")
                            .orElse("")
                        + " The loops there: "
                        + ids()
                        + ". A loop counts once it is part of the base: commit and merge it."));
  }

  public Optional<LoopSpec> lookup(String id) {
    return loops.stream().filter(loop -> loop.id().equals(id)).findFirst();
  }

  private String ids() {
    return String.join(", ", loops.stream().map(LoopSpec::id).toList());
  }
}
