package dev.loopgen.cli.support;

import dev.loopgen.api.tree.GitId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the whole id of a git object; a branch or a shorter id may be another one tomorrow. */
public final class GitIdConverter implements ITypeConverter<GitId> {

  /** Used by picocli. */
  GitIdConverter() {}

  @Override
  public GitId convert(String text) {
    if (!text.matches("[0-9a-f]{40}")) {
      throw new TypeConversionException(
          "an id has 40 hexadecimal digits, as git rev-parse prints them, and is not " + text);
    }
    return GitId.of(text);
  }
}
