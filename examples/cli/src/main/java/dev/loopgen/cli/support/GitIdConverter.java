package dev.loopgen.cli.support;

import dev.loopgen.api.tree.GitId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Parses a full git object id. Branches and abbreviated ids are rejected, because they can change.
 */
public final class GitIdConverter implements ITypeConverter<GitId> {

  /** Used by picocli. */
  GitIdConverter() {}

  @Override
  public GitId convert(String text) {
    if (!text.matches("[0-9a-f]{40}")) {
      throw new TypeConversionException(
          "an id must have 40 hexadecimal digits, as git rev-parse prints them, but is " + text);
    }
    return GitId.of(text);
  }
}
