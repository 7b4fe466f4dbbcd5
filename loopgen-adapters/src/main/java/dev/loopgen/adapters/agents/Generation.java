package dev.loopgen.adapters.agents;

import dev.loopgen.api.spec.LoopSpec;
import java.util.List;

/**
 * What was generated for a project.
 *
 * @param loops the loops of its spec
 * @param files all files, the spec first
 * @param warnings what a person has to look at, in sentences
 */
public record Generation(List<LoopSpec> loops, List<GeneratedFile> files, List<String> warnings) {

  /** Copies the lists. */
  public Generation {
    loops = List.copyOf(loops);
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
  }
}
