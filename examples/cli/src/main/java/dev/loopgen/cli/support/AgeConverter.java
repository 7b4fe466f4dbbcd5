package dev.loopgen.cli.support;

import dev.loopgen.core.Policies;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses an age in the format of policies: a number of minutes, hours or days. */
public final class AgeConverter implements ITypeConverter<Duration> {

  /** Used by picocli. */
  AgeConverter() {}

  @Override
  public Duration convert(String text) {
    try {
      return Policies.age(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
