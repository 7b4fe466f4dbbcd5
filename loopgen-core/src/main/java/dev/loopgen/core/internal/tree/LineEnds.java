package dev.loopgen.core.internal.tree;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.attributes.Attribute;
import org.jspecify.annotations.Nullable;

/**
 * Converts the line ends of a file like git does at checkout and at add (gitattributes, {@code
 * text} and {@code eol}).
 */
final class LineEnds {

  private enum Text {
    /** Never converted. */
    NEVER,
    /** Converted if the content is text. */
    AUTO,
    /** Always converted at add, never at checkout. */
    INPUT,
    /** Always converted. */
    ALWAYS
  }

  private final Text text;
  private final boolean crlf;
  private final boolean byAttribute;

  private LineEnds(Text text, boolean crlf, boolean byAttribute) {
    this.text = text;
    this.crlf = crlf;
    this.byAttribute = byAttribute;
  }

  static LineEnds of(Map<String, Attribute> attributes, CheckoutSettings settings) {
    Text asked = asked(attributes.get("text"));
    if (asked == null) {
      asked = asked(attributes.get("crlf"));
    }
    if (asked == Text.NEVER) {
      return new LineEnds(Text.NEVER, false, true);
    }
    String eol = BaseAttributes.value(attributes, "eol");
    if ("crlf".equals(eol) || "lf".equals(eol)) {
      return new LineEnds(asked == Text.AUTO ? asked : Text.ALWAYS, "crlf".equals(eol), true);
    }
    if (asked == Text.INPUT) {
      return new LineEnds(asked, false, true);
    }
    if (asked != null) {
      return new LineEnds(asked, settings.writesCrlf(), true);
    }
    Text unasked = settings.convertsText() ? Text.AUTO : Text.NEVER;
    return new LineEnds(unasked, settings.convertsText() && settings.writesCrlf(), false);
  }

  private static @Nullable Text asked(@Nullable Attribute attribute) {
    if (attribute == null) {
      return null;
    }
    return switch (attribute.getState()) {
      case SET -> Text.ALWAYS;
      case UNSET -> Text.NEVER;
      case CUSTOM -> named(attribute.getValue());
      default -> null;
    };
  }

  private static @Nullable Text named(@Nullable String value) {
    return "auto".equals(value) ? Text.AUTO : "input".equals(value) ? Text.INPUT : null;
  }

  /** Tells whether an attribute decides, not a setting of the clone. */
  boolean isByAttribute() {
    return byAttribute;
  }

  /** Tells whether a checkout may convert a blob. */
  boolean changesCheckout() {
    return text != Text.NEVER && crlf;
  }

  /** Returns what git would add for a file; empty if it would not convert it. */
  Optional<byte[]> added(byte[] file) {
    if (text == Text.NEVER || text == Text.AUTO && isBinary(file)) {
      return Optional.empty();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
    for (int i = 0; i < file.length; i++) {
      if (!(file[i] == '\r' && i + 1 < file.length && file[i + 1] == '\n')) {
        out.write(file[i]);
      }
    }
    return out.size() == file.length ? Optional.empty() : Optional.of(out.toByteArray());
  }

  /** Returns what git would check out for a blob. */
  byte[] checkedOut(byte[] blob) {
    if (text == Text.NEVER || !crlf) {
      return blob;
    }
    Statistics found = new Statistics(blob);
    if (text == Text.AUTO && (found.anyCr() || found.isBinary())) {
      return blob;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(blob.length + blob.length / 16);
    for (int i = 0; i < blob.length; i++) {
      if (blob[i] == '\n' && (i == 0 || blob[i - 1] != '\r')) {
        out.write('\r');
      }
      out.write(blob[i]);
    }
    return out.toByteArray();
  }

  private static boolean isBinary(byte[] content) {
    return new Statistics(content).isBinary();
  }

  /** The counts by which git distinguishes text from binary content. */
  private static final class Statistics {

    private int nul;
    private int loneCr;
    private int crLf;
    private int printed;
    private int other;

    Statistics(byte[] content) {
      for (int i = 0; i < content.length; i++) {
        int c = content[i] & 0xff;
        if (c == '\r') {
          boolean pair = i + 1 < content.length && content[i + 1] == '\n';
          crLf += pair ? 1 : 0;
          loneCr += pair ? 0 : 1;
          i += pair ? 1 : 0;
        } else if (c != '\n') {
          count(c);
        }
      }
      if (content.length > 0 && content[content.length - 1] == 0x1a) {
        other--;
      }
    }

    private void count(int c) {
      if (c == 0) {
        nul++;
      }
      boolean control = c == 0x7f || c < 0x20 && "\b\t\u001b\f".indexOf(c) < 0;
      other += control ? 1 : 0;
      printed += control ? 0 : 1;
    }

    boolean anyCr() {
      return loneCr > 0 || crLf > 0;
    }

    boolean isBinary() {
      return loneCr > 0 || nul > 0 || printed >> 7 < other;
    }
  }
}
