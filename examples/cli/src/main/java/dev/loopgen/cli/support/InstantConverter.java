package dev.loopgen.cli.support;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses an instant with any offset, or a day, which starts at midnight UTC. */
public final class InstantConverter implements ITypeConverter<Instant> {

  /** Used by picocli. */
  InstantConverter() {}

  @Override
  public Instant convert(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "an instant must look like 2026-11-23T12:00:00Z, but is " + text);
    }
  }
}
