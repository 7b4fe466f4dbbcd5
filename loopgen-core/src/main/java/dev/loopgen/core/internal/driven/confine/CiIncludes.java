package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.tree.Base;
import dev.loopgen.core.internal.command.BaseFiles;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses to write files that the GitLab definition at the base includes. */
final class CiIncludes implements PathGuard {

  private static final Pattern LOCAL =
      Pattern.compile(
          "(?:^|\\s|-|\\[|,)(?:local:|include:|-)\\s*['\"]?/?([^'\"\\s,\\]]+\\.ya?ml)['\"]?");

  private final Set<String> included = new HashSet<>();

  CiIncludes(Base base) {
    new BaseFiles(base)
        .read(".gitlab-ci.yml")
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .ifPresent(this::collect);
  }

  private void collect(String definition) {
    Matcher local = LOCAL.matcher(definition);
    while (local.find()) {
      included.add(NameFolding.fold(local.group(1)));
    }
  }

  @Override
  public void check(NamedPath path, boolean write) throws BlockedException {
    String folded = path.inRepository().text().map(NameFolding::fold).orElse("");
    if (write && included.contains(folded)) {
      throw new BlockedException(BlockReason.CI_DEFINITION);
    }
  }
}
