package dev.loopgen.api.governance;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One run as a row of a table: a value, or none, for each {@link RunColumn}. Names of more than 256
 * characters are shortened as in a {@link GovernanceSummary}. Texts are well-formed: a surrogate
 * without its other half is replaced with U+FFFD.
 *
 * @param values the values by column, each of the {@linkplain RunColumn.Kind#type() type} of its
 *     column; a missing one is unknown
 */
public record RunRow(Map<RunColumn, Object> values) {

  private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

  /**
   * Copies the values.
   *
   * @throws IllegalArgumentException if a value has not the type of its column
   */
  public RunRow {
    EnumMap<RunColumn, Object> copy = new EnumMap<>(RunColumn.class);
    values.forEach(
        (column, value) -> {
          if (!column.kind().type().isInstance(value)) {
            throw new IllegalArgumentException(
                "the column " + column.id() + " cannot hold a " + value.getClass().getName());
          }
          copy.put(column, value instanceof String text ? wellFormed(text) : value);
        });
    values = Collections.unmodifiableMap(copy);
  }

  private static String wellFormed(String text) {
    return LONE_SURROGATE.matcher(text).replaceAll("\ufffd");
  }

  /**
   * Returns the value of a column.
   *
   * @param column the column
   * @return the value, or empty if it is unknown
   */
  public Optional<Object> value(RunColumn column) {
    return Optional.ofNullable(values.get(column));
  }

  /**
   * Tells whether a flag is set.
   *
   * @param column a column of flags
   * @return false also if it is unknown
   */
  public boolean is(RunColumn column) {
    return Boolean.TRUE.equals(values.get(column));
  }
}
