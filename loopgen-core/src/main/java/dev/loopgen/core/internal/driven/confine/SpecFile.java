package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.driven.BlockReason;
import java.util.List;

/** Refuses to write the spec file, wherever it is. */
final class SpecFile implements PathGuard {

  private final List<String> names;

  SpecFile(String path) {
    this.names =
        List.of(path.replaceFirst("^\\./", "").split("/")).stream().map(NameFolding::fold).toList();
  }

  @Override
  public void check(NamedPath path, boolean write) throws BlockedException {
    if (write && path.folded().equals(names)) {
      throw new BlockedException(BlockReason.LOOPGEN_FILE);
    }
  }
}
