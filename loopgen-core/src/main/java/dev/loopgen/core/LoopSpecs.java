package dev.loopgen.core;

import dev.loopgen.api.run.Trust;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.core.internal.spec.SpecReader;
import dev.loopgen.core.internal.spec.UnknownMembers;
import java.nio.file.Path;
import java.util.List;

/** Reads loop specs from files such as {@code .loopgen/loopgen.loop.yaml}. */
public final class LoopSpecs {

  /** The path of the spec file, relative to the project. */
  public static final String FILE = ".loopgen/loopgen.loop.yaml";

  private LoopSpecs() {}

  /**
   * Reads all loops of a spec file, as a run does.
   *
   * @param bytes the content of the file, YAML in UTF-8, or JSON if its name ends in {@code .json}
   * @param name the file's name, for messages
   * @return its loops, at least one, with distinct ids
   * @throws dev.loopgen.api.SpecException if it is not valid; the message names file, line and key
   */
  public static List<LoopSpec> read(byte[] bytes, String name) {
    return SpecReader.read(bytes, name).loops();
  }

  /**
   * Reads the loops of the base of a change. Blocks.
   *
   * @param project the project's directory
   * @param trust what the caller trusts
   * @param file the path of the spec file, relative to the project
   * @return its loops, as for {@link #read}; empty if the base has no such file
   * @throws dev.loopgen.api.RepositoryException if the base cannot be resolved or read
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read
   * @throws dev.loopgen.api.SpecException if the file is not valid
   * @throws InterruptedException if the thread is interrupted
   */
  public static List<LoopSpec> atBase(Path project, Trust trust, String file)
      throws InterruptedException {
    return Loopgen.fileAtBase(project, trust, file)
        .map(bytes -> read(bytes, file))
        .orElse(List.of());
  }

  /**
   * Finds members of a spec file, outside its loops, that have no effect, such as a misspelt {@code
   * version}. Members like no other are custom ones and not reported.
   *
   * @param bytes the content of the file, as for {@link #read}
   * @param name the file's name, for messages
   * @return a sentence for each, which names what may have been meant
   * @throws dev.loopgen.api.SpecException if it is not valid; the message names file, line and key
   */
  public static List<String> warnings(byte[] bytes, String name) {
    return SpecReader.read(bytes, name).warnings();
  }

  /**
   * Finds members of a loop that have no effect, such as a misspelt {@code forbiddenPaths}.
   *
   * @param loop the loop
   * @return a sentence for each, which names what may have been meant
   */
  public static List<String> warnings(LoopSpec loop) {
    return UnknownMembers.warnings(loop);
  }
}
