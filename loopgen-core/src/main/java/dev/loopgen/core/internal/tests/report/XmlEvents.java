package dev.loopgen.core.internal.tests.report;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The events of an XML document, without document types, external entities and deep nesting.
 * Control characters that XML forbids are read as question marks: some runners print them.
 */
final class XmlEvents implements AutoCloseable {

  /** Reports nest suites; nobody nests them this deep. */
  private static final int MAX_DEPTH = 100;

  /**
   * Limits of the parser that differ between JDKs. From JDK 25 on some count references such as
   * {@code &lt;}, which long reports are full of. A report has no entities of its own, and its
   * bytes and depth are bounded here.
   */
  private static final List<String> PARSER_LIMITS =
      List.of(
          "jdk.xml.maxElementDepth",
          "jdk.xml.maxGeneralEntitySizeLimit",
          "jdk.xml.totalEntitySizeLimit",
          "jdk.xml.entityReplacementLimit");

  private static final XMLInputFactory FACTORY = factory();

  private final XMLStreamReader reader;
  private int depth;

  XmlEvents(InputStream in) throws InvalidReportException {
    try {
      synchronized (FACTORY) {
        reader = FACTORY.createXMLStreamReader(new WithoutControls(in));
      }
    } catch (XMLStreamException e) {
      throw invalid(e);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    PARSER_LIMITS.forEach(limit -> factory.setProperty(limit, "0"));
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("it refers to another document");
        });
    return factory;
  }

  /** An event that readers of reports need. */
  enum Event {
    START,
    END,
    TEXT,
    COMMENT,
    DONE
  }

  /** Advances to the next event of interest. */
  Event next() throws InvalidReportException {
    try {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT:
            if (++depth > MAX_DEPTH) {
              throw new InvalidReportException("its elements are nested too deeply");
            }
            return Event.START;
          case XMLStreamConstants.END_ELEMENT:
            depth--;
            return Event.END;
          case XMLStreamConstants.CHARACTERS:
          case XMLStreamConstants.CDATA:
          case XMLStreamConstants.SPACE:
            return Event.TEXT;
          case XMLStreamConstants.COMMENT:
            return Event.COMMENT;
          case XMLStreamConstants.DTD:
          case XMLStreamConstants.ENTITY_REFERENCE:
          case XMLStreamConstants.ENTITY_DECLARATION:
            throw new InvalidReportException("it has a document type, which is not read");
          default:
            break;
        }
      }
      return Event.DONE;
    } catch (XMLStreamException | RuntimeException e) {
      throw invalid(e);
    }
  }

  private static InvalidReportException invalid(Exception e) {
    Throwable nested = e instanceof XMLStreamException xml ? xml.getNestedException() : null;
    if (nested instanceof IOException io) {
      return new InvalidReportException(String.valueOf(io.getMessage()));
    }
    int line =
        e instanceof XMLStreamException xml && xml.getLocation() != null
            ? xml.getLocation().getLineNumber()
            : -1;
    return new InvalidReportException(
        "it is not well-formed XML" + (line > 0 ? " (line " + line + ")" : ""));
  }

  /** Returns the name of the current element without its prefix. */
  String name() {
    return reader.getLocalName();
  }

  /** Returns the depth of the current element; 1 for the outermost. */
  int depth() {
    return depth;
  }

  Optional<String> attribute(String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals(name)) {
        return Optional.ofNullable(reader.getAttributeValue(i));
      }
    }
    return Optional.empty();
  }

  /** Appends the current text to another until that is full. */
  void appendTo(StringBuilder out, int max) {
    int room = Math.min(max - out.length(), reader.getTextLength());
    if (room > 0) {
      out.append(reader.getTextCharacters(), reader.getTextStart(), room);
    }
  }

  /** Returns the current comment. */
  String text() {
    return reader.getText();
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (XMLStreamException nothingIsHeld) {
      return;
    }
  }

  /**
   * Replaces control characters in encodings that extend ASCII, which those are not whose first two
   * bytes are a byte order mark of UTF-16 or have a zero among them.
   */
  private static final class WithoutControls extends FilterInputStream {

    private int first = -1;
    private boolean started;
    private boolean wide;

    WithoutControls(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int count = super.read(bytes, from, length);
      for (int i = from; i < from + count; i++) {
        byte b = bytes[i];
        if (!started) {
          start(b & 0xff);
        }
        if (!wide && started && b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
          bytes[i] = '?';
        }
      }
      return count;
    }

    private void start(int b) {
      if (first < 0) {
        first = b;
      } else {
        int mark = first << 8 | b;
        wide = mark == 0xfeff || mark == 0xfffe || first == 0 || b == 0;
        started = true;
      }
    }

    /** The reader closes its input at the end of the document; whoever opened it does that. */
    @Override
    public void close() {}
  }
}
